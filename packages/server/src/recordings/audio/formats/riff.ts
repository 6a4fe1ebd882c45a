import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, type SampleData, withoutFacts } from "./format.js";
import { parseWaveFormat, type WaveFile, waveFacts } from "./wave-format.js";

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const MAX_FORMAT_BYTES = 128;
/** The value of a 32-bit size that is unknown, or in a `ds64` chunk. */
const UNKNOWN = 0xffffffff;
/** Programs that write to a pipe state a size of about 2 GiB. */
const PIPED = 0x7ffff000;

/** Reads WAV: RIFF, big-endian RIFX, and RF64 or BW64 with 64-bit sizes. */
export async function readRiff(reader: ByteReader, type: string): Promise<FormatFacts> {
  const { format, data } = await parseRiff(reader);
  if (!format) return withoutFacts(type, "the file has no valid fmt chunk");
  if (!data) {
    const reason = "the file has no data chunk";
    return { type, seconds: null, channels: format.channels, reason };
  }
  return waveFacts(reader, type, format, data);
}

/** Finds the `fmt` and the `data` chunk. */
export async function parseRiff(reader: ByteReader): Promise<WaveFile> {
  const isBigEndian = (await reader.at(0, 4)).toString("latin1") === "RIFX";
  let format: WaveFile["format"];
  let data: SampleData | undefined;
  let longSize: number | undefined;
  for (let position = HEADER_BYTES; !(format && data); ) {
    const header = await reader.at(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const id = header.toString("latin1", 0, 4);
    const size = isBigEndian ? header.readUInt32BE(4) : header.readUInt32LE(4);
    const start = position + CHUNK_HEADER_BYTES;
    position = start + size + (size % 2);
    if (id === "fmt ") {
      format = parseWaveFormat(
        await reader.at(start, Math.min(size, MAX_FORMAT_BYTES)),
        isBigEndian,
      );
    } else if (id === "ds64") {
      const sizes = await reader.at(start, 24);
      if (sizes.length === 24) longSize = Number(sizes.readBigUInt64LE(8));
    } else if (id === "data") {
      const length = size === UNKNOWN ? (longSize ?? 0) : size;
      const isKnown = length > 0 && (longSize !== undefined || length < PIPED);
      const declaredEnd = isKnown ? start + length : undefined;
      data = { start, end: await endOf(reader, start, length), declaredEnd };
    }
  }
  return { format, data, isBigEndian };
}

/** Where the data ends. A recorder that was killed or could not seek leaves a size of 0 or one that is too large. */
async function endOf(reader: ByteReader, start: number, length: number): Promise<number> {
  if (length > 0) return Math.min(start + length, reader.size);
  return (await isChunkList(reader, start)) ? start : reader.size;
}

/** Whether only chunks follow, so that an empty `data` chunk is really empty. */
async function isChunkList(reader: ByteReader, start: number): Promise<boolean> {
  let position = start;
  while (position < reader.size) {
    const header = await reader.at(position, CHUNK_HEADER_BYTES);
    if (!/^[\w ]{4}$/.test(header.toString("latin1", 0, 4)) || header.length < CHUNK_HEADER_BYTES)
      return false;
    const size = header.readUInt32LE(4);
    position += CHUNK_HEADER_BYTES + size + (size % 2);
  }
  return position === reader.size && position > start;
}
