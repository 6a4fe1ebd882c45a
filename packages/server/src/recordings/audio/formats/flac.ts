import type { ByteReader } from "../byte-reader.js";
import { crc16 } from "./crc.js";
import {
  parseFlacFrame,
  parseStreamInfo,
  STREAM_INFO_BYTES,
  type StreamInfo,
} from "./flac-frame.js";
import { type FormatFacts, FULL_BYTES, withoutFacts } from "./format.js";

const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 4;
/** How much of the end is searched for the last frame: more than two of the largest common frames. */
const TAIL_BYTES = 256 * 1024;
const ID3V1_BYTES = 128;
/** The name of the format and the header of a STREAMINFO block, which may be the last block. */
const STREAM_START = /fLaC[\0\x80]\0\0\x22/;
const SEARCH_BYTES = 256 * 1024;

/**
 * Reads FLAC. The last frame states its position, so a file without the number of samples, and one that
 * was truncated, need not be read in full.
 */
export async function readFlac(reader: ByteReader, type: string): Promise<FormatFacts> {
  const info = parseStreamInfo(
    await reader.at(MAGIC_BYTES + BLOCK_HEADER_BYTES, STREAM_INFO_BYTES),
  );
  if (!info) return withoutFacts(type, "the file has no valid STREAMINFO block");
  const { channels, rate } = info;
  const start = await skipMetadata(reader);
  const first = parseFlacFrame(await reader.at(start, 32), 0, info);
  const end = first && (await endOfLastFrame(reader, start, info));
  if (end === undefined) {
    return { type, seconds: null, channels, reason: "the last frame was not found" };
  }
  if (await hasAnotherStream(reader, start)) {
    return { type, seconds: null, channels, reason: "several FLAC files follow each other" };
  }
  return { type, seconds: Math.max(0, end - first!.firstSample) / rate, channels };
}

/** Where the first frame begins. */
export async function skipMetadata(reader: ByteReader): Promise<number> {
  let position = MAGIC_BYTES;
  for (;;) {
    const header = await reader.at(position, BLOCK_HEADER_BYTES);
    if (header.length < BLOCK_HEADER_BYTES) return reader.size;
    position += BLOCK_HEADER_BYTES + header.readUIntBE(1, 3);
    if (header[0]! & 0x80) return position;
  }
}

/** Whether a file is a concatenation of FLAC files, which players treat in different ways. */
async function hasAnotherStream(reader: ByteReader, from: number): Promise<boolean> {
  if (reader.size > FULL_BYTES) return false;
  for (let position = from; position < reader.size; position += SEARCH_BYTES) {
    const block = await reader.at(position, SEARCH_BYTES + 8);
    if (STREAM_START.test(block.toString("latin1"))) return true;
  }
  return false;
}

/** The number of the sample after the last complete frame. */
async function endOfLastFrame(
  reader: ByteReader,
  audioStart: number,
  info: StreamInfo,
): Promise<number | undefined> {
  const length = Math.max(TAIL_BYTES, Math.min(4 * info.maxFrameBytes, 4 * TAIL_BYTES));
  const start = Math.max(audioStart, reader.size - length);
  const tail = await reader.at(start, reader.size - start);
  const hasTag = tail.toString("latin1", tail.length - ID3V1_BYTES).startsWith("TAG");
  const end = hasTag ? tail.length - ID3V1_BYTES : tail.length;
  const frames = framesIn(tail, info);
  for (let index = frames.length - 1; index >= 0; index--) {
    const { at, firstSample, samples } = frames[index]!;
    // The last frame ends with the file, unless it is truncated.
    if (crc16(tail, at, end) === 0) return firstSample + samples;
    // The checksum of the previous frame proves that a header begins here. Other bytes may look like one.
    for (const previous of frames.slice(Math.max(0, index - 4), index).reverse()) {
      if (crc16(tail, previous.at, at) === 0) return previous.firstSample + previous.samples;
    }
  }
  return undefined;
}

function framesIn(tail: Buffer, info: StreamInfo) {
  const frames: { at: number; firstSample: number; samples: number }[] = [];
  for (let at = tail.indexOf(0xff); at >= 0; at = tail.indexOf(0xff, at + 1)) {
    const frame = parseFlacFrame(tail, at, info);
    if (frame) frames.push({ at, ...frame });
  }
  return frames;
}
