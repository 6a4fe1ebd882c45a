import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, withoutFacts } from "./format.js";
import { parseWaveFormat, type WaveFile, waveFacts } from "./wave-format.js";

/** `riff` chunk with its size, and `wave`: 40 bytes. */
const HEADER_BYTES = 40;
/** A GUID and a 64-bit size, which includes this header. */
const CHUNK_HEADER_BYTES = 24;
const MAX_FORMAT_BYTES = 128;

/** Reads Sony Wave64. */
export async function readW64(reader: ByteReader, type: string): Promise<FormatFacts> {
  const { format, data } = await parseW64(reader);
  return format && data
    ? waveFacts(reader, type, format, data)
    : withoutFacts(type, "the file has no fmt chunk followed by a data chunk");
}

/** Finds the `fmt` chunk and the `data` chunk after it. */
export async function parseW64(reader: ByteReader): Promise<WaveFile> {
  let format: WaveFile["format"];
  for (let position = HEADER_BYTES; ; ) {
    const header = await reader.at(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const id = header.toString("latin1", 0, 4);
    const size = Number(header.readBigUInt64LE(16));
    const start = position + CHUNK_HEADER_BYTES;
    if (id === "fmt ") {
      const length = Math.min(size - CHUNK_HEADER_BYTES, MAX_FORMAT_BYTES);
      format = parseWaveFormat(await reader.at(start, length));
    } else if (id === "data" && format) {
      const declaredEnd = size > CHUNK_HEADER_BYTES ? position + size : undefined;
      const end = Math.min(declaredEnd ?? reader.size, reader.size);
      return { format, data: { start, end, declaredEnd }, isBigEndian: false };
    }
    if (size < CHUNK_HEADER_BYTES) break;
    position += Math.ceil(size / 8) * 8;
  }
  return { format, data: undefined, isBigEndian: false };
}
