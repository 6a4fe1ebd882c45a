import type { ByteReader } from "../byte-reader.js";
import type { FormatFacts } from "./format.js";
import { type Bitstream, countFrames, type FrameCount, findFrame } from "./frames.js";

const FEW_FRAMES = 2;

/** The facts of a bitstream, by counting its frames. */
export async function bitstreamFacts(
  reader: ByteReader,
  type: string,
  bitstream: Bitstream,
): Promise<FormatFacts> {
  const search = { from: 0, to: reader.size, chain: FEW_FRAMES };
  const start = (await findFrame(reader, bitstream, search)) ?? 0;
  return factsOfCount(type, await countFrames(reader, bitstream, start));
}

export function factsOfCount(
  type: string,
  { frames, seconds, channels, isMixed }: FrameCount,
): FormatFacts {
  if (frames === 0) {
    return { type, seconds: null, channels: null, reason: "the file has no complete frame" };
  }
  const reason = isMixed ? "the number of channels changes" : "no frame states the channels";
  return isMixed || channels === undefined
    ? { type, seconds, channels: null, reason }
    : { type, seconds, channels };
}
