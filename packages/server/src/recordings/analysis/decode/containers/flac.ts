import type { ByteReader } from "../../../audio/byte-reader.js";
import { skipMetadata } from "../../../audio/formats/flac.js";
import { parseStreamInfo, STREAM_INFO_BYTES } from "../../../audio/formats/flac-frame.js";
import type { PcmBlock } from "../../pcm.js";
import { type Cut, silence } from "../blocks.js";
import { FlacDecoder } from "../codecs/flac.js";
import { flacFrames } from "./flac-frames.js";

const STREAM_INFO_START = 8;

/** Decodes FLAC files. Frames state their position, so that silence can replace damaged ones. */
export async function* decodeFlac(reader: ByteReader): AsyncGenerator<PcmBlock, Cut> {
  const block = Buffer.from(await reader.at(STREAM_INFO_START, STREAM_INFO_BYTES));
  const decoder = new FlacDecoder(block);
  const info = parseStreamInfo(block)!;
  const frames = flacFrames(reader, await skipMetadata(reader), info);
  let start: number | undefined;
  let position = 0;
  for (let next = await frames.next(); ; next = await frames.next()) {
    if (next.done) {
      return cutOf(info.samples, position - (start ?? 0), next.value);
    }
    const { firstSample, samples, bytes } = next.value;
    start ??= firstSample;
    // Where another stream begins, the positions restart.
    const missing = position > 0 ? firstSample - position : 0;
    yield* silence(info.rate, info.channels, missing);
    position = firstSample + samples;
    const decoded = await decoder.decode(bytes);
    if (decoded) yield decoded;
  }
}

function cutOf(declared: number, samples: number, endsWithinFrame: boolean): Cut {
  if (declared > samples) {
    return `the header states ${declared} samples, but the file has ${samples}`;
  }
  return endsWithinFrame ? "the last frame is incomplete" : undefined;
}
