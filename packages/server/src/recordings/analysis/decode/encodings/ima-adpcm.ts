/** The steps of the quantizer (IMA Digital Audio Focus, 1992). */
const STEPS = Int32Array.from([
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73,
  80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494,
  544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499,
  2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487,
  12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
]);
const INDEX_CHANGES = [-1, -1, -1, -1, 2, 4, 6, 8];
const MAX_INDEX = STEPS.length - 1;

class ImaChannel {
  constructor(
    private sample: number,
    private index: number,
  ) {
    this.index = Math.min(index, MAX_INDEX);
  }

  /** The next sample, from a code of four bits. */
  next(code: number): number {
    const step = STEPS[this.index]!;
    let change = step >> 3;
    if (code & 4) change += step;
    if (code & 2) change += step >> 1;
    if (code & 1) change += step >> 2;
    const sample = this.sample + (code & 8 ? -change : change);
    this.sample = Math.max(-0x8000, Math.min(0x7fff, sample));
    this.index = Math.max(0, Math.min(MAX_INDEX, this.index + INDEX_CHANGES[code & 7]!));
    return this.sample;
  }
}

const WAV_HEADER_BYTES = 4;
/** The bytes of one channel before those of the next. */
const WAV_GROUP_BYTES = 4;

/** Decodes a block of a WAV file. Its header has the first sample of each channel. */
export function decodeImaWav(block: Buffer, target: readonly Float32Array[]): void {
  const channels = target.length;
  for (const [channel, samples] of target.entries()) {
    const header = channel * WAV_HEADER_BYTES;
    const first = block.readInt16LE(header);
    const state = new ImaChannel(first, block[header + 2]!);
    samples[0] = first / 2 ** 15;
    for (let at = 1; at < samples.length; at++) {
      const group = Math.floor((at - 1) / 8);
      const byte =
        channels * WAV_HEADER_BYTES +
        (group * channels + channel) * WAV_GROUP_BYTES +
        (((at - 1) % 8) >> 1);
      samples[at] = state.next(nibble(block[byte]!, at - 1)) / 2 ** 15;
    }
  }
}

/** The bytes of a packet of one channel in AIFF-C and CAF, and its samples. */
export const IMA_PACKET = { bytes: 34, samples: 64 };
const PACKET_HEADER_BYTES = 2;

/**
 * Decodes a packet of each channel of AIFF-C or CAF. Each begins with the first nine bits of a sample,
 * so that packets can be decoded in any order.
 */
export function decodeImaPacket(block: Buffer, target: readonly Float32Array[]): void {
  for (const [channel, samples] of target.entries()) {
    const start = channel * IMA_PACKET.bytes;
    const header = block.readInt16BE(start);
    const state = new ImaChannel(header & ~0x7f, header & 0x7f);
    for (let at = 0; at < samples.length; at++) {
      const byte = block[start + PACKET_HEADER_BYTES + (at >> 1)]!;
      samples[at] = state.next(nibble(byte, at)) / 2 ** 15;
    }
  }
}

/** The first sample is in the low four bits. */
const nibble = (byte: number, at: number): number => (at % 2 === 0 ? byte & 15 : byte >> 4);
