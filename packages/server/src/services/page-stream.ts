import { TimeSlices } from "../time-slices.js";

/** A page with more items than this is sent in parts, so that memory does not grow with it. */
export const MAX_BUFFERED_ITEMS = 100;

const FIRST_PART = 50;
const MAX_PART = 500;
/** How many bytes a part should have. */
const PART_BYTES = 512 * 1024;

/** SQLite reads at once, so that a client that takes all it gets would never let others in. */
const slices = new TimeSlices();

/**
 * A page as JSON, in parts: `{"items":[…],` and its facts. The items of a part are read once the
 * client has taken the part before; an item that was deleted since then is left out.
 * @param read returns the JSON of some items, joined by commas
 */
export async function* streamPage(
  ids: readonly number[],
  facts: object,
  read: (ids: readonly number[]) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  yield Buffer.from('{"items":[');
  let isFirst = true;
  let size = FIRST_PART;
  for (let start = 0; start < ids.length; ) {
    const part = ids.slice(start, start + size);
    start += part.length;
    if (slices.isOver()) await slices.next();
    const items = await read(part);
    if (items.length > 0) yield isFirst ? items : Buffer.concat([COMMA, items]);
    isFirst &&= items.length === 0;
    size = nextSize(part.length, items.length);
  }
  yield Buffer.from(`],${JSON.stringify(facts).slice(1)}`);
}

const COMMA = Buffer.from(",");

/** How many items of the same size make a part. */
const nextSize = (items: number, bytes: number): number =>
  Math.min(MAX_PART, Math.max(1, Math.floor((items * PART_BYTES) / Math.max(bytes, 1))));

/** A page as JSON at once. */
export const wholePage = (items: Buffer, facts: object): Buffer =>
  Buffer.concat([
    Buffer.from('{"items":['),
    items,
    Buffer.from(`],${JSON.stringify(facts).slice(1)}`),
  ]);
