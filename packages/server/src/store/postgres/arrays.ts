import type { Value } from "../sql/database.js";
import { toKept } from "./text.js";

/** The types of columns, and of lists, with the numbers that PostgreSQL has for them. */
export const TYPES = { bigint: 20, text: 25, "double precision": 701 } as const;

export type Type = keyof typeof TYPES;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/**
 * A list as PostgreSQL reads it fastest: in its binary form, in which nothing is to be escaped.
 * One dimension, its length, its first index, then the length and the bytes of each element.
 */
export function arrayOf(type: Type, values: readonly Value[]): Buffer {
  const texts = type === "text" ? values.map((value) => value && toKept(String(value))) : [];
  const sizeOf = (index: number): number => {
    if (values[index] === null) return NULL_LENGTH;
    return type === "text" ? Buffer.byteLength(texts[index] as string) : 8;
  };
  const sizes = values.map((_, index) => sizeOf(index));
  const bytes = sizes.reduce((sum, size) => sum + LENGTH_BYTES + Math.max(size, 0), HEADER_BYTES);
  const array = Buffer.allocUnsafe(bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(sizes.includes(NULL_LENGTH) ? 1 : 0, 4);
  array.writeInt32BE(TYPES[type], 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  values.forEach((value, index) => {
    const size = sizes[index]!;
    array.writeInt32BE(size, at);
    at += LENGTH_BYTES;
    if (size === NULL_LENGTH) return;
    if (type === "text") array.write(texts[index] as string, at);
    else if (type === "bigint") array.writeBigInt64BE(BigInt(value as number), at);
    else array.writeDoubleBE(value as number, at);
    at += size;
  });
  return array;
}
