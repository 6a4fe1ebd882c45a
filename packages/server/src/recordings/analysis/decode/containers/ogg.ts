import type { ByteReader } from "../../../audio/byte-reader.js";
import { parseOggCodec } from "../../../audio/formats/ogg-codec.js";
import {
  nextOggPage,
  type OggPage,
  oggPageAt,
  packetsOf,
} from "../../../audio/formats/ogg-page.js";
import type { PcmBlock } from "../../pcm.js";
import type { Cut } from "../blocks.js";
import { DamagedAudioError, UnsupportedAudioError } from "../errors.js";
import { LIMITS } from "../limits.js";
import { OggStream } from "./ogg-stream.js";

/**
 * Decodes Ogg with Opus, Vorbis or FLAC: the first audio stream of those that are multiplexed, and chained
 * streams one after another.
 */
export async function* decodeOgg(reader: ByteReader): AsyncGenerator<PcmBlock, Cut> {
  let stream: OggStream | undefined;
  let [links, hasAudio, isStarting] = [0, false, false];
  for (let position = 0; position < reader.size; ) {
    const page = (await oggPageAt(reader, position)) ?? (await nextOggPage(reader, position + 1));
    if (!page) break;
    if (page.isFirst) {
      // In each link of a chain, the first pages of all streams come before other pages.
      if (!isStarting) {
        stream = undefined;
        links += 1;
      }
      stream ??= streamOf(page);
      hasAudio ||= stream !== undefined;
      if (links > LIMITS.streams) throw new DamagedAudioError("the file has too many streams");
    }
    isStarting = page.isFirst;
    if (page.serial === stream?.serial) yield* stream.add(page);
    position = page.end;
  }
  if (!hasAudio) {
    throw new UnsupportedAudioError("the file has no stream with a known audio codec");
  }
  const isCut = stream !== undefined && !stream.isComplete;
  return isCut ? "the last page of the stream is missing" : undefined;
}

function streamOf(page: OggPage): OggStream | undefined {
  const [packet] = packetsOf(page);
  const codec = packet && parseOggCodec(packet);
  return codec && new OggStream(page.serial, codec);
}
