import { BitReader } from "./bit-reader.js";
import type { Bitstream, Frame } from "./frames.js";

/** Kilobits per second by layer for MPEG 1, then for MPEG 2 and 2.5. Index 0 is free format. */
const BIT_RATES_1: readonly (readonly number[])[] = [
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const LOW_RATES = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const BIT_RATES_2 = [
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  LOW_RATES,
  LOW_RATES,
];
const SAMPLE_RATES = [44_100, 48_000, 32_000];
const MAX_BIG_VALUES = 288;

export interface MpegFrame extends Frame {
  readonly kilobits: number;
  readonly layer: number;
  /** Where the side information of layer 3 ends, and a Xing header may begin. */
  readonly sideEnd: number;
  readonly channels: number;
}

/** Parses the header of a frame of MPEG audio (ISO 11172-3, ISO 13818-3). */
export function parseMpegFrame(header: Buffer): MpegFrame | undefined {
  if (header.length < 4 || header[0] !== 0xff || (header[1]! & 0xe0) !== 0xe0) return undefined;
  const [, second, third, fourth] = header as unknown as [number, number, number, number];
  const version = (second >> 3) & 3; // 0: 2.5, 2: 2, 3: 1
  const layer = 4 - ((second >> 1) & 3);
  const index = third >> 4;
  const rateIndex = (third >> 2) & 3;
  if (version === 1 || layer === 4 || index === 0 || index === 15 || rateIndex === 3) {
    return undefined;
  }
  if ((fourth & 3) === 2) return undefined; // a reserved emphasis
  const isVersion1 = version === 3;
  const kilobits = (isVersion1 ? BIT_RATES_1 : BIT_RATES_2)[layer - 1]![index - 1]!;
  const rate = SAMPLE_RATES[rateIndex]! / (isVersion1 ? 1 : version === 2 ? 2 : 4);
  const channels = fourth >> 6 === 3 ? 1 : 2;
  const samples = layer === 1 ? 384 : layer === 3 && !isVersion1 ? 576 : 1_152;
  const padding = (third >> 1) & 1;
  const bytes =
    layer === 1
      ? (Math.floor((12_000 * kilobits) / rate) + padding) * 4
      : Math.floor((samples * 125 * kilobits) / rate) + padding;
  const crc = second & 1 ? 0 : 2;
  const sideBytes = isVersion1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  const frame = {
    bytes,
    samples,
    rate,
    channels,
    kilobits,
    layer,
    sideEnd: 4 + sideBytes,
    key: (version << 8) | (layer << 4) | rateIndex,
  };
  const side = header.subarray(4 + crc, 4 + crc + sideBytes);
  const isValid =
    layer < 3 || side.length < sideBytes || isSideInformation(side, frame, isVersion1);
  return isValid ? frame : undefined;
}

/** Whether the side information of layer 3 is possible. In bytes that are not MPEG it hardly ever is. */
function isSideInformation(side: Buffer, { channels }: MpegFrame, isVersion1: boolean): boolean {
  const bits = new BitReader(side);
  const granules = isVersion1 ? 2 : 1;
  if (isVersion1) bits.skip(channels === 1 ? 9 + 5 + 4 : 9 + 3 + 8);
  else bits.skip(8 + channels);
  for (let part = 0; part < granules * channels; part++) {
    bits.skip(12);
    if (bits.read(9) > MAX_BIG_VALUES) return false;
    bits.skip(isVersion1 ? 38 : 42);
  }
  return true;
}

export const MPEG_BITSTREAM: Bitstream = {
  sync: 0xff,
  playsTruncated: true,
  parse: parseMpegFrame,
};
