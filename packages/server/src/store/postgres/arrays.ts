import type { Value } from "../sql/database.js";
import { escapeNul } from "./nul-escape.js";

/** The supported element types, with their PostgreSQL type ids. */
const TYPE_IDS = { bigint: 20, text: 25, "double precision": 701 } as const;

export type ElementType = keyof typeof TYPE_IDS;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NUMBER_BYTES = 8;
const NULL_LENGTH = -1;
const HALF = 2 ** 32;

/**
 * Encodes an array in PostgreSQL's binary format, which is the fastest to read and needs no escapes:
 * the number of dimensions (1), whether there are nulls, the element type, the number of elements and
 * the first index (1), then the length and the bytes of each element.
 */
export const encodeArray = (type: ElementType, values: readonly Value[]): Buffer =>
  type === "text" ? encodeTexts(values) : encodeNumbers(type, values);

function encodeTexts(values: readonly Value[]): Buffer {
  const texts: (string | null)[] = [];
  const sizes: number[] = [];
  let bytes = HEADER_BYTES;
  for (const value of values) {
    const text = value === null ? null : escapeNul(value as string);
    const size = text === null ? NULL_LENGTH : Buffer.byteLength(text);
    texts.push(text);
    sizes.push(size);
    bytes += LENGTH_BYTES + Math.max(size, 0);
  }
  const { array, view } = newArray("text", values, bytes);
  let offset = HEADER_BYTES;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index]!;
    view.setInt32(offset, sizes[index]!);
    offset += LENGTH_BYTES;
    if (text !== null) offset += array.write(text, offset);
  }
  return array;
}

function encodeNumbers(type: "bigint" | "double precision", values: readonly Value[]): Buffer {
  let bytes = HEADER_BYTES;
  for (const value of values) bytes += LENGTH_BYTES + (value === null ? 0 : NUMBER_BYTES);
  const { array, view } = newArray(type, values, bytes);
  let offset = HEADER_BYTES;
  for (const value of values) {
    view.setInt32(offset, value === null ? NULL_LENGTH : NUMBER_BYTES);
    offset += LENGTH_BYTES;
    if (value === null) continue;
    if (type === "bigint") writeInteger(view, offset, value as number);
    else view.setFloat64(offset, value as number);
    offset += NUMBER_BYTES;
  }
  return array;
}

/** An array of this total size in bytes, without its elements. */
function newArray(type: ElementType, values: readonly Value[], bytes: number) {
  const array = Buffer.allocUnsafe(bytes);
  const view = new DataView(array.buffer, array.byteOffset, bytes);
  view.setInt32(0, 1);
  view.setInt32(4, values.includes(null) ? 1 : 0);
  view.setInt32(8, TYPE_IDS[type]);
  view.setInt32(12, values.length);
  view.setInt32(16, 1);
  return { array, view };
}

/** Writes an integer of 8 bytes as two halves. A `BigInt` for each number would cost more. */
function writeInteger(view: DataView, offset: number, value: number): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe integer`);
  const high = Math.floor(value / HALF);
  view.setInt32(offset, high);
  view.setUint32(offset + 4, value - high * HALF);
}
