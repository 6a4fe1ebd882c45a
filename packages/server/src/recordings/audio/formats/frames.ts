import type { ByteReader } from "../byte-reader.js";
import { tagBytesAt } from "./tags.js";

/** A frame of a bitstream that has no container. */
export interface Frame {
  readonly bytes: number;
  /** Of each channel. Zero if the frame only extends another one. */
  readonly samples: number;
  readonly rate: number;
  /** Undefined if the header does not state it. */
  readonly channels: number | undefined;
  /** The fields of the header that are equal in all frames of a stream. */
  readonly key: number;
}

export interface Bitstream {
  /** The first byte of each frame. */
  readonly sync: number;
  /** Whether decoders play a frame whose end is missing. */
  readonly playsTruncated?: boolean;
  /** Parses a header. The buffer has `FRAME_HEADER_BYTES`, or fewer at the end. */
  parse(header: Buffer): Frame | undefined;
}

export const FRAME_HEADER_BYTES = 64;
const SEARCH_BYTES = 32 * 1024;

export async function frameAt(
  reader: ByteReader,
  { sync, parse }: Bitstream,
  position: number,
): Promise<Frame | undefined> {
  const header = await reader.at(position, FRAME_HEADER_BYTES);
  return header[0] === sync ? parse(header) : undefined;
}

/** How many frames of one stream follow each other, up to `max`. The last may be truncated. */
export async function chainLength(
  reader: ByteReader,
  bitstream: Bitstream,
  start: number,
  max: number,
): Promise<number> {
  let position = start;
  let key: number | undefined;
  for (let length = 0; length < max; length++) {
    const frame = await frameAt(reader, bitstream, position);
    if (!frame || (key !== undefined && frame.key !== key)) return length;
    key = frame.key;
    position += frame.bytes;
  }
  return max;
}

/** Searches for `chain` frames in a row, or fewer that end with the recording. */
export async function findFrame(
  reader: ByteReader,
  bitstream: Bitstream,
  { from, to, chain }: { from: number; to: number; chain: number },
): Promise<number | undefined> {
  for (let position = from; position < to; ) {
    const block = await reader.at(position, SEARCH_BYTES);
    if (block.length === 0) return undefined;
    const limit = Math.min(block.length, to - position);
    let at = block.indexOf(bitstream.sync);
    for (; at >= 0 && at < limit; at = block.indexOf(bitstream.sync, at + 1)) {
      const header =
        at + FRAME_HEADER_BYTES <= block.length
          ? block.subarray(at, at + FRAME_HEADER_BYTES)
          : await reader.at(position + at, FRAME_HEADER_BYTES);
      if (!bitstream.parse(header)) continue;
      if ((await chainLength(reader, bitstream, position + at, chain)) === chain) {
        return position + at;
      }
    }
    position += block.length;
  }
  return undefined;
}

/** How many frames must follow each other after bytes that are not frames. */
const RESYNC_CHAIN = 2;

/** The frames from a position on that decoders play. Tags and damaged bytes between them are skipped. */
export async function* framesFrom(
  reader: ByteReader,
  bitstream: Bitstream,
  start: number,
): AsyncGenerator<{ readonly position: number; readonly frame: Frame }> {
  const { size } = reader;
  for (let position = start; position < size; ) {
    const frame = await frameAt(reader, bitstream, position);
    if (frame) {
      if (position + frame.bytes > size && !bitstream.playsTruncated) return;
      yield { position, frame };
      position += frame.bytes;
      continue;
    }
    const tag = await tagBytesAt(reader, position);
    const search = { from: position + 1, to: size, chain: RESYNC_CHAIN };
    if (tag > 0) position += tag;
    else position = (await findFrame(reader, bitstream, search)) ?? size;
  }
}

/** The frames of a recording that decoders play. */
export interface FrameCount {
  readonly frames: number;
  /** The samples of each channel. */
  readonly samples: number;
  readonly seconds: number;
  /** Undefined if no frame states it. */
  readonly channels: number | undefined;
  /** Whether frames differ in the number of channels. */
  readonly isMixed: boolean;
}

/** Counts the frames from a position on. */
export async function countFrames(
  reader: ByteReader,
  bitstream: Bitstream,
  start: number,
): Promise<FrameCount> {
  let [frames, samples, seconds] = [0, 0, 0];
  let channels: number | undefined;
  let isMixed = false;
  for await (const { frame } of framesFrom(reader, bitstream, start)) {
    frames += 1;
    samples += frame.samples;
    seconds += frame.samples / frame.rate;
    if (channels !== undefined && frame.channels !== undefined) {
      isMixed ||= channels !== frame.channels;
    }
    channels ??= frame.channels;
  }
  return { frames, samples, seconds, channels, isMixed };
}
