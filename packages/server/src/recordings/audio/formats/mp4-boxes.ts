import type { ByteReader } from "../byte-reader.js";

/** A box of ISO 14496-12, or an atom of QuickTime. */
export interface Box {
  readonly name: string;
  /** Where the box starts. */
  readonly position: number;
  /** Where the content starts. */
  readonly start: number;
  /** Where the content ends; after the end of the recording if that is truncated. */
  readonly end: number;
}

const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/** The boxes from `start` to `end`, up to the first that is not valid. */
export async function* boxesIn(
  reader: ByteReader,
  start: number,
  end: number,
): AsyncGenerator<Box> {
  for (let position = start; position + HEADER_BYTES <= end; ) {
    const box = await boxAt(reader, position, end);
    if (!box) return;
    yield box;
    position = box.end;
  }
}

async function boxAt(
  reader: ByteReader,
  position: number,
  limit: number,
): Promise<Box | undefined> {
  const header = await reader.at(position, LONG_HEADER_BYTES);
  if (header.length < HEADER_BYTES) return undefined;
  const name = header.toString("latin1", 4, 8);
  const size = header.readUInt32BE(0);
  if (size === 0) return { name, position, start: position + HEADER_BYTES, end: limit };
  if (size !== 1) {
    const box = { name, position, start: position + HEADER_BYTES, end: position + size };
    return size < HEADER_BYTES ? undefined : box;
  }
  if (header.length < LONG_HEADER_BYTES) return undefined;
  const long = Number(header.readBigUInt64BE(8));
  if (long < LONG_HEADER_BYTES) return undefined;
  return { name, position, start: position + LONG_HEADER_BYTES, end: position + long };
}

/** The first box with each of these names. */
export async function firstBoxes<Name extends string>(
  reader: ByteReader,
  { start, end }: Pick<Box, "start" | "end">,
  ...names: Name[]
): Promise<Partial<Record<Name, Box>>> {
  const found: Partial<Record<Name, Box>> = {};
  const isWanted = (name: string): name is Name => (names as string[]).includes(name);
  for await (const box of boxesIn(reader, start, Math.min(end, reader.size))) {
    if (isWanted(box.name)) found[box.name] ??= box;
  }
  return found;
}

/** The first bytes of the content of a box. */
export const contentOf = (reader: ByteReader, { start, end }: Box, max: number): Promise<Buffer> =>
  reader.at(start, Math.min(end - start, max));
