import { TimeSlices } from "../scheduling/time-slices.js";

/** A page with more items than this is sent in pieces, so that memory does not grow with the page. */
export const MAX_BUFFERED_ITEMS = 100;

const FIRST_PIECE = 50;
const MAX_PIECE = 200;
/** How many bytes a piece should have. */
const PIECE_BYTES = 256 * 1024;

/** SQLite reads synchronously, so a client that reads fast would keep the event loop busy. */
const slices = new TimeSlices();

/** A page as JSON: complete, or in pieces. */
export type Page = Buffer | AsyncIterable<Buffer>;

/**
 * A page as JSON, in pieces: `{"items":[…],` and the other fields. The items of a piece are read after
 * the client has received the previous piece. Items that are deleted in between are left out.
 * @param read Returns the JSON of these items, joined by commas.
 */
export async function* streamPage(
  ids: readonly number[],
  otherFields: object,
  read: (ids: readonly number[]) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  yield Buffer.from('{"items":[');
  let isFirst = true;
  let size = FIRST_PIECE;
  for (let start = 0; start < ids.length; ) {
    const piece = ids.slice(start, start + size);
    start += piece.length;
    while (slices.isOver()) await slices.next();
    const items = await read(piece);
    if (items.length > 0) yield isFirst ? items : Buffer.concat([COMMA, items]);
    isFirst &&= items.length === 0;
    size = nextSize(piece.length, items.length);
  }
  yield Buffer.from(`],${JSON.stringify(otherFields).slice(1)}`);
}

const COMMA = Buffer.from(",");

/** How many items of the same size fit in a piece. */
const nextSize = (items: number, bytes: number): number =>
  Math.min(MAX_PIECE, Math.max(1, Math.floor((items * PIECE_BYTES) / Math.max(bytes, 1))));

/** A complete page as JSON. */
export const completePage = (items: Buffer, otherFields: object): Buffer =>
  Buffer.concat([
    Buffer.from('{"items":['),
    items,
    Buffer.from(`],${JSON.stringify(otherFields).slice(1)}`),
  ]);
