import type { ByteReader } from "../byte-reader.js";
import { factsOfCount } from "./bitstream-facts.js";
import { type FormatFacts, FULL_BYTES, TooLargeToCountError, withoutFacts } from "./format.js";
import { countFrames, findFrame, frameAt } from "./frames.js";
import { MPEG_BITSTREAM, type MpegFrame, parseMpegFrame } from "./mpeg-header.js";
import { type InfoTag, infoTagAt } from "./mpeg-info-tag.js";

const CHAIN = 2;
const LONG_CHAIN = 4;
/** The size of each place in which the frames of a file that is too large to count are compared. */
const SAMPLED_PLACES = 48;
const PLACE_BYTES = 16 * 1024;
/** Tags at the end may be this large without changing what the sizes in a header mean. */
const TAIL_BYTES = 64 * 1024;

/** Reads MPEG audio of layers 1 to 3, such as MP3. */
export async function readMpeg(reader: ByteReader, type: string): Promise<FormatFacts> {
  const search = { from: 0, to: reader.size, chain: CHAIN };
  const start = (await findFrame(reader, MPEG_BITSTREAM, search)) ?? 0;
  const first = (await frameAt(reader, MPEG_BITSTREAM, start)) as MpegFrame | undefined;
  if (!first) return withoutFacts(type, "the file has no MPEG audio frames");
  const tag = await infoTagAt(reader, start, first);
  const audioStart = tag ? start + first.bytes : start;
  const { channels } = first;
  if (reader.size - start > FULL_BYTES) {
    const samples = await samplesOfLarge(reader, audioStart, first, tag);
    return { type, seconds: (samples - trimmed(tag, samples, first)) / first.rate, channels };
  }
  const count = await countFrames(reader, MPEG_BITSTREAM, audioStart);
  const facts = factsOfCount(type, count);
  if (facts.seconds === null) return facts;
  return { ...facts, seconds: facts.seconds - trimmed(tag, count.samples, first) / first.rate };
}

/** The samples that the encoder added and decoders drop: at the start, and at the end unless it is missing. */
function trimmed(
  tag: InfoTag | undefined,
  samples: number,
  { samples: perFrame }: MpegFrame,
): number {
  if (!tag) return 0;
  const declared = (tag.frames ?? 0) * perFrame;
  const paddingStart = declared - tag.padding;
  const atEnd = Math.max(0, Math.min(samples, declared) - Math.max(0, paddingStart));
  return Math.min(samples, tag.delay + atEnd);
}

/** The samples of a file that is too large to count its frames. */
async function samplesOfLarge(
  reader: ByteReader,
  start: number,
  first: MpegFrame,
  tag: InfoTag | undefined,
): Promise<number> {
  const bytes = reader.size - start;
  if (tag?.frames !== undefined && tag.bytes !== undefined) {
    const surplus = reader.size - (start - first.bytes) - tag.bytes;
    if (surplus >= -first.bytes && surplus <= TAIL_BYTES) return tag.frames * first.samples;
  }
  const reference = tag ? await mpegFrameAt(reader, start) : first;
  const frameBytes = reference && (await constantBytes(reader, start, reference));
  if (frameBytes === undefined) {
    throw new TooLargeToCountError("its bit rate varies, and no valid header states the length");
  }
  return (bytes / frameBytes) * first.samples;
}

/**
 * The average size of a frame, if the frames in many places of the file have the same format and bit rate.
 * Most encoders pad some frames to match the bit rate on average; others pad none.
 */
async function constantBytes(
  reader: ByteReader,
  start: number,
  reference: MpegFrame,
): Promise<number | undefined> {
  const step = (reader.size - start - 2 * PLACE_BYTES) / SAMPLED_PLACES;
  let isPadded = false;
  for (let place = 0; place <= SAMPLED_PLACES; place++) {
    const from = start + Math.floor(place * step);
    const search = { from, to: from + PLACE_BYTES, chain: LONG_CHAIN };
    let position = await findFrame(reader, MPEG_BITSTREAM, search);
    if (position === undefined) return undefined;
    for (const end = from + PLACE_BYTES; position < end; ) {
      const frame: MpegFrame | undefined = await mpegFrameAt(reader, position);
      if (frame?.key !== reference.key || frame.kilobits !== reference.kilobits) return undefined;
      isPadded ||= frame.bytes !== reference.bytes;
      position += frame.bytes;
    }
  }
  const { kilobits, samples, rate, bytes } = reference;
  return isPadded ? (125 * kilobits * samples) / rate : bytes;
}

const mpegFrameAt = async (reader: ByteReader, position: number): Promise<MpegFrame | undefined> =>
  parseMpegFrame(await reader.at(position, 64));
