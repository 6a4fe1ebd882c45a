import type { ByteReader } from "../../../audio/byte-reader.js";
import { findFrame, frameAt, framesFrom } from "../../../audio/formats/frames.js";
import { MPEG_BITSTREAM, type MpegFrame } from "../../../audio/formats/mpeg-header.js";
import { type InfoTag, infoTagAt } from "../../../audio/formats/mpeg-info-tag.js";
import type { PcmBlock } from "../../pcm.js";
import { type Cut, lengthOf, sliceBlock } from "../blocks.js";
import { MpegDecoder } from "../codecs/mpeg.js";
import { DamagedAudioError } from "../errors.js";

const CHAIN = 2;

/** Decodes MPEG audio without a container, such as MP3. */
export async function* decodeMpeg(reader: ByteReader): AsyncGenerator<PcmBlock, Cut> {
  const search = { from: 0, to: reader.size, chain: CHAIN };
  const start = (await findFrame(reader, MPEG_BITSTREAM, search)) ?? 0;
  const first = (await frameAt(reader, MPEG_BITSTREAM, start)) as MpegFrame | undefined;
  if (!first) throw new DamagedAudioError("the file has no MPEG audio frames");
  const tag = await infoTagAt(reader, start, first);
  const audioStart = tag ? start + first.bytes : start;
  const decoder = await MpegDecoder.create();
  let [frames, samples, isWhole] = [0, 0, true];
  for await (const { position, frame } of framesFrom(reader, MPEG_BITSTREAM, audioStart)) {
    const packet = await reader.at(position, frame.bytes);
    isWhole = packet.length === frame.bytes;
    const block = await decoder.decode(packet);
    if (block) yield* played(block, samples, first, tag);
    frames += 1;
    samples += frame.samples;
  }
  return cutOf(tag, frames, isWhole);
}

/** The parts of a block that the encoder did not add at the start and at the end of the file. */
function* played(
  block: PcmBlock,
  at: number,
  { samples: perFrame }: MpegFrame,
  tag: InfoTag | undefined,
): Generator<PcmBlock> {
  const delay = tag?.delay ?? 0;
  const declaredEnd = (tag?.frames ?? 0) * perFrame;
  const paddingStart = Math.max(delay, declaredEnd - (tag?.padding ?? 0));
  const hasPadding = paddingStart < declaredEnd;
  const end = lengthOf(block);
  const before = sliceBlock(block, delay - at, hasPadding ? paddingStart - at : end);
  if (before) yield before;
  const after = hasPadding && sliceBlock(block, declaredEnd - at, end);
  if (after) yield after;
}

/** Some encoders count the frame of the header as well. */
const MAX_UNCOUNTED = 1;

function cutOf(tag: InfoTag | undefined, frames: number, isWhole: boolean): Cut {
  if (tag?.frames !== undefined && tag.frames > frames + MAX_UNCOUNTED) {
    return `the header states ${tag.frames} frames, but the file has ${frames}`;
  }
  return isWhole ? undefined : "the last frame is incomplete";
}
