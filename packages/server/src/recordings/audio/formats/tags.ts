import type { ByteReader } from "../byte-reader.js";

const ID3V2_HEADER_BYTES = 10;
const ID3V2_FOOTER_FLAG = 0x10;
const ID3V1_BYTES = 128;
const APE_HEADER_BYTES = 32;
/** The flag of an APE tag that says that it is the header, not the footer. */
const APE_IS_HEADER = 0x20;

/** The size of the ID3v1, ID3v2 or APE tag at a position; 0 if there is none. */
export async function tagBytesAt(reader: ByteReader, position: number): Promise<number> {
  const header = await reader.at(position, APE_HEADER_BYTES);
  const text = header.toString("latin1", 0, 8);
  if (text.startsWith("ID3")) return id3v2Bytes(header);
  if (text === "APETAGEX" && header.length === APE_HEADER_BYTES) {
    const fields = header[23]! & APE_IS_HEADER ? header.readUInt32LE(12) : 0;
    return APE_HEADER_BYTES + fields;
  }
  if (text.startsWith("TAG") && position + ID3V1_BYTES >= reader.size) return ID3V1_BYTES;
  return 0;
}

/**
 * Where the audio begins, after any ID3v2 tags. They do not describe the audio format and may contain
 * large pictures.
 */
export async function skipId3v2(reader: ByteReader): Promise<number> {
  let start = 0;
  for (;;) {
    const size = id3v2Bytes(await reader.at(start, ID3V2_HEADER_BYTES));
    if (size === 0) return Math.min(start, reader.size);
    start += size;
  }
}

/** The header, the size of four times seven bits that it states, and the footer. */
function id3v2Bytes(header: Buffer): number {
  if (header.length < ID3V2_HEADER_BYTES || header.toString("latin1", 0, 3) !== "ID3") return 0;
  const size = header.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const footer = header[5]! & ID3V2_FOOTER_FLAG ? ID3V2_HEADER_BYTES : 0;
  return ID3V2_HEADER_BYTES + size + footer;
}
