import type { ByteReader } from "../../audio/byte-reader.js";
import type { PcmBlock } from "../pcm.js";
import type { Cut } from "./blocks.js";
import {
  type BlockShape,
  blockDecoder,
  type FixedRatioEncoding,
  pieceOf,
} from "./encodings/encodings.js";

/** Where each sample of a file is. Files of this kind can be decoded from any position. */
export interface FixedRatioLayout extends BlockShape {
  readonly encoding: FixedRatioEncoding;
  /** In Hz. */
  readonly sampleRate: number;
  /** The position of the first block. */
  readonly start: number;
  /** The samples of each channel. */
  readonly frames: number;
  readonly cut: Cut;
}

/** Decodes a whole file. */
export async function* decodeFixedRatio(
  reader: ByteReader,
  layout: FixedRatioLayout,
): AsyncGenerator<PcmBlock, Cut> {
  const { sampleRate, frames, cut } = layout;
  for await (const channels of pieces(reader, layout, 0, frames)) yield { sampleRate, channels };
  return cut;
}

/**
 * Decodes a range of a file to the samples of each channel. The caller limits the range, which is held in memory.
 * @param startFrame the number of the first sample of each channel
 * @param endFrame exclusive; samples after the end of the file are left out
 */
export async function readFrames(
  reader: ByteReader,
  layout: FixedRatioLayout,
  startFrame: number,
  endFrame: number,
): Promise<Float32Array[]> {
  const start = Math.min(startFrame, layout.frames);
  const end = Math.max(start, Math.min(endFrame, layout.frames));
  const all = Array.from({ length: layout.channels }, () => new Float32Array(end - start));
  let at = 0;
  for await (const channels of pieces(reader, layout, start, end)) {
    for (const [channel, samples] of channels.entries()) all[channel]!.set(samples, at);
    at += channels[0]!.length;
  }
  return all;
}

/** Decodes piece by piece. Pieces begin at the same positions for every range, so that they have the same samples. */
async function* pieces(
  reader: ByteReader,
  layout: FixedRatioLayout,
  startFrame: number,
  endFrame: number,
): AsyncGenerator<Float32Array[]> {
  const { encoding, start, blockBytes, blockFrames } = layout;
  const { blocks, warmUp } = pieceOf(encoding, blockBytes);
  const endBlock = Math.ceil(endFrame / blockFrames);
  const startBlock = Math.floor(startFrame / blockFrames / blocks) * blocks;
  for (let block = startBlock; block < endBlock; block += blocks) {
    const first = Math.max(0, block - warmUp);
    const length = (Math.min(block + blocks, endBlock) - first) * blockBytes;
    const bytes = await reader.at(start + first * blockBytes, length);
    const channels = blockDecoder(encoding, layout)(padded(bytes, length));
    const from = Math.max(startFrame, block * blockFrames) - first * blockFrames;
    const to = endFrame - first * blockFrames;
    yield channels.map((samples) => samples.subarray(from, to));
  }
}

/** The last block of a file may be shorter than the others. */
function padded(bytes: Buffer, length: number): Buffer {
  return bytes.length < length ? Buffer.concat([bytes], length) : bytes;
}
