import type { Bytes } from "./bytes.js";

const HEADER_BYTES = 10;
const FOOTER_FLAG = 0x10;

/**
 * Returns where the audio begins, after any ID3v2 tags. They do not describe the audio format and may
 * contain large pictures.
 */
export async function skipId3v2(bytes: Bytes): Promise<number> {
  const header = Buffer.alloc(HEADER_BYTES);
  let start = 0;
  while (
    (await bytes.copy(header, start)) === HEADER_BYTES &&
    header.toString("latin1", 0, 3) === "ID3"
  ) {
    const footer = header[5]! & FOOTER_FLAG ? HEADER_BYTES : 0;
    start += HEADER_BYTES + sizeIn(header) + footer;
  }
  return Math.min(start, bytes.size);
}

/** Four bytes of seven bits each. */
const sizeIn = (header: Buffer): number =>
  header.subarray(6).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
