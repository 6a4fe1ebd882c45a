import type { ByteReader } from "../../../audio/byte-reader.js";
import { crc16 } from "../../../audio/formats/crc.js";
import {
  type FlacFrame,
  parseFlacFrame,
  type StreamInfo,
} from "../../../audio/formats/flac-frame.js";
import { DamagedAudioError } from "../errors.js";
import { LIMITS } from "../limits.js";

interface FramedBytes extends FlacFrame {
  readonly bytes: Buffer;
}

/** Most frames are shorter than the first of these sizes. None is longer than the last. */
const SIZES = [32 * 1024, 256 * 1024, 1024 ** 2];
const ID3V1_BYTES = 128;

/**
 * The frames from a position on. A frame does not state its size. It ends where the next one begins, which its
 * checksum confirms. Returns whether the file ends within a frame.
 */
export async function* flacFrames(
  reader: ByteReader,
  start: number,
  info: StreamInfo,
): AsyncGenerator<FramedBytes, boolean> {
  let damaged = 0;
  for (let position = start; position < reader.size; ) {
    const framed = await frameAt(reader, position, info);
    if (framed) {
      yield framed;
      position += framed.bytes.length;
      continue;
    }
    const next = await nextHeader(reader, position + 1, info);
    if (next === undefined) return !(await isTag(reader, position));
    damaged += 1;
    if (damaged > LIMITS.damagedFrames) {
      throw new DamagedAudioError("the file has too many damaged frames");
    }
    position = next;
  }
  return false;
}

/** The frame at a position, if its end is found. */
async function frameAt(
  reader: ByteReader,
  position: number,
  info: StreamInfo,
): Promise<FramedBytes | undefined> {
  for (const size of SIZES) {
    const bytes = await reader.at(position, size);
    const frame = parseFlacFrame(bytes, 0, info);
    if (!frame) return undefined;
    const end = endOf(bytes, info, position + bytes.length === reader.size);
    if (end !== undefined) return { ...frame, bytes: bytes.subarray(0, end) };
    if (bytes.length < size) return undefined;
  }
  return undefined;
}

/** Where the first frame of these bytes ends. */
function endOf(bytes: Buffer, info: StreamInfo, isFileEnd: boolean): number | undefined {
  let checksum = 0;
  let checked = 0;
  const endsAt = (end: number) => {
    checksum = crc16(bytes, checked, end, checksum);
    checked = end;
    return checksum === 0;
  };
  for (let at = bytes.indexOf(0xff, 1); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (parseFlacFrame(bytes, at, info) && endsAt(at)) return at;
  }
  if (!isFileEnd) return undefined;
  const tag = bytes.length - ID3V1_BYTES;
  if (tag > checked && bytes.toString("latin1", tag, tag + 3) === "TAG" && endsAt(tag)) return tag;
  return endsAt(bytes.length) ? bytes.length : undefined;
}

async function nextHeader(
  reader: ByteReader,
  from: number,
  info: StreamInfo,
): Promise<number | undefined> {
  for (let position = from; position < reader.size; position += SIZES[0]!) {
    // A header that begins in this piece may end after it.
    const bytes = await reader.at(position, SIZES[0]! + 16);
    for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
      if (parseFlacFrame(bytes, at, info)) return position + at;
    }
  }
  return undefined;
}

const isTag = async (reader: ByteReader, position: number): Promise<boolean> =>
  /^(TAG|ID3|APETAGEX)/.test((await reader.at(position, 8)).toString("latin1"));
