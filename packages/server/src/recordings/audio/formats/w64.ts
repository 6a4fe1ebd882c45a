import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, withoutFacts } from "./format.js";
import { parseWaveFormat, type WaveFormat, waveFacts } from "./wave-format.js";

/** `riff` chunk with its size, and `wave`: 40 bytes. */
const HEADER_BYTES = 40;
/** A GUID and a 64-bit size, which includes this header. */
const CHUNK_HEADER_BYTES = 24;
const MAX_FORMAT_BYTES = 128;

/** Reads Sony Wave64. */
export async function readW64(reader: ByteReader, type: string): Promise<FormatFacts> {
  let format: WaveFormat | undefined;
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
      const isKnown = size > CHUNK_HEADER_BYTES && position + size <= reader.size;
      return waveFacts(reader, type, format, [start, isKnown ? position + size : reader.size]);
    }
    if (size < CHUNK_HEADER_BYTES) break;
    position += Math.ceil(size / 8) * 8;
  }
  return withoutFacts(type, "the file has no fmt chunk followed by a data chunk");
}
