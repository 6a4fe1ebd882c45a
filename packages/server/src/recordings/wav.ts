import type { ByteRange } from "../blobs/port.js";
import { type FixedRatioLayout, readFrames } from "./analysis/decode/fixed-ratio.js";
import { ByteReader } from "./audio/byte-reader.js";
import { ChunkedBytes } from "./audio/chunked-bytes.js";
import { chunkRange } from "./audio/messages.js";

const HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;
const PCM = 1;
/** A WAV file states its size in 32 bits. */
const MAX_BYTES = 2 ** 32 - 1;
/** How many samples of each channel are decoded at a time. */
const PIECE_FRAMES = 16 * 1024;
const FULL_SCALE = 2 ** 15;

/** The size of a WAV file with these samples; undefined if it would be larger than a WAV file can be. */
export function wavBytes({ frames, channels }: FixedRatioLayout): number | undefined {
  const bytes = HEADER_BYTES + frames * channels * SAMPLE_BYTES;
  return bytes <= MAX_BYTES ? bytes : undefined;
}

/**
 * Reads a range of a recording as a WAV file with 16-bit samples. Only the samples of the range are read
 * and decoded.
 * @param fetch reads a chunk of the recording
 */
export const readWav = (
  size: number,
  fetch: (chunk: ByteRange) => Promise<Uint8Array>,
  layout: FixedRatioLayout,
  range: ByteRange,
): AsyncGenerator<Buffer> => {
  const fetchChunk = (chunk: number) => fetch(chunkRange(chunk, size));
  const bytes = new ChunkedBytes(size, fetchChunk, Number.POSITIVE_INFINITY);
  return wavPieces(new ByteReader(bytes), layout, range);
};

async function* wavPieces(
  reader: ByteReader,
  layout: FixedRatioLayout,
  { start, end }: ByteRange,
): AsyncGenerator<Buffer> {
  if (start < HEADER_BYTES) yield headerOf(layout).subarray(start, end + 1);
  const frameBytes = layout.channels * SAMPLE_BYTES;
  const frameAt = (position: number) => Math.floor((position - HEADER_BYTES) / frameBytes);
  const last = frameAt(end);
  for (let first = Math.max(0, frameAt(start)); first <= last; first += PIECE_FRAMES) {
    const until = Math.min(first + PIECE_FRAMES, last + 1);
    const samples = toSamples(await readFrames(reader, layout, first, until));
    const position = HEADER_BYTES + first * frameBytes;
    yield samples.subarray(Math.max(0, start - position), end + 1 - position);
  }
}

function headerOf({ sampleRate, channels, frames }: FixedRatioLayout): Buffer {
  const frameBytes = channels * SAMPLE_BYTES;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(HEADER_BYTES - 8 + frames * frameBytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(SAMPLE_BYTES * 8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(frames * frameBytes, 40);
  return header;
}

/** Interleaves the samples of all channels. */
function toSamples(channels: readonly Float32Array[]): Buffer {
  const frames = channels[0]!.length;
  const samples = Buffer.alloc(frames * channels.length * SAMPLE_BYTES);
  let position = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (const channel of channels) {
      const sample = Math.round(channel[frame]! * FULL_SCALE);
      position = samples.writeInt16LE(
        Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, sample)),
        position,
      );
    }
  }
  return samples;
}
