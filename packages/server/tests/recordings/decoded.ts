/** Decodes bytes, as an analysis does. */

import { decodeAudio } from "../../src/recordings/analysis/decode/decode.js";
import type { PcmBlock } from "../../src/recordings/analysis/pcm.js";
import { ByteReader } from "../../src/recordings/audio/byte-reader.js";

export const readerOf = (bytes: Buffer): ByteReader =>
  new ByteReader({
    size: bytes.length,
    copy: async (target, position) => bytes.copy(target, 0, position),
  });

export interface Decoded {
  /** The samples of each channel. */
  readonly channels: Float32Array[];
  readonly sampleRate: number;
  readonly seconds: number;
  readonly cut: string | undefined;
  readonly blocks: PcmBlock[];
}

/** Decodes all of a recording, of which all blocks have one format. */
export async function decodeBytes(bytes: Buffer, name = "call", type?: string): Promise<Decoded> {
  const generator = decodeAudio(readerOf(bytes), { name, type });
  const blocks: PcmBlock[] = [];
  let next = await generator.next();
  for (; !next.done; next = await generator.next()) blocks.push(next.value);
  const seconds = blocks.reduce((sum, b) => sum + b.channels[0]!.length / b.sampleRate, 0);
  const channels = blocks[0]!.channels.map((_, channel) => joined(blocks, channel));
  return { channels, sampleRate: blocks[0]!.sampleRate, seconds, cut: next.value, blocks };
}

function joined(blocks: readonly PcmBlock[], channel: number): Float32Array {
  const parts = blocks.map(({ channels }) => channels[channel] ?? new Float32Array());
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
