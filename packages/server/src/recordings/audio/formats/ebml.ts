import type { ByteReader } from "../byte-reader.js";

/** An element of EBML (RFC 8794). */
export interface Element {
  readonly id: number;
  /** Where the content starts. */
  readonly start: number;
  /** Where the content ends; undefined if the size is unknown, as in live recordings. */
  readonly end: number | undefined;
}

const MAX_HEADER_BYTES = 12;
const MAX_ID_BYTES = 4;

/** The element at a position. Undefined if there is none. */
export async function elementAt(
  reader: ByteReader,
  position: number,
): Promise<Element | undefined> {
  const header = await reader.at(position, MAX_HEADER_BYTES);
  const idBytes = lengthOf(header[0]);
  if (idBytes === 0 || idBytes > MAX_ID_BYTES || idBytes >= header.length) return undefined;
  const size = sizeAt(header, idBytes);
  if (!size) return undefined;
  const start = position + idBytes + size.bytes;
  const end = size.value === undefined ? undefined : start + size.value;
  return { id: header.readUIntBE(0, idBytes), start, end };
}

/** A number of variable length. `value` is undefined if all of its bits are set. */
export function sizeAt(
  bytes: Buffer,
  at: number,
): { value: number | undefined; bytes: number } | undefined {
  const length = lengthOf(bytes[at]);
  if (length === 0 || at + length > bytes.length) return undefined;
  let value = bytes[at]! & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (let index = at + 1; index < at + length; index++) {
    value = value * 256 + bytes[index]!;
    isUnknown &&= bytes[index] === 0xff;
  }
  return { value: isUnknown ? undefined : value, bytes: length };
}

/** How many bytes a number has, from its first byte; 0 if it is not valid. */
const lengthOf = (first: number | undefined): number =>
  first === undefined || first === 0 ? 0 : Math.clz32(first) - 23;

/** An unsigned integer of up to eight bytes. */
export const unsigned = (content: Buffer): number =>
  content.reduce((value, byte) => value * 256 + byte, 0);

/** A signed integer of up to eight bytes. */
export const signed = (content: Buffer): number =>
  content.length === 0
    ? 0
    : Number(BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString("hex")}`)));

/** A floating-point number of four or eight bytes. */
export function float(content: Buffer): number {
  if (content.length === 8) return content.readDoubleBE(0);
  return content.length === 4 ? content.readFloatBE(0) : 0;
}
