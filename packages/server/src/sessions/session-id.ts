/** The id as a number; undefined if the text is not a canonical decimal number below 2^53. */
export function parseSessionId(text: string): number | undefined {
  const id = Number(text);
  return Number.isSafeInteger(id) && id >= 0 && String(id) === text ? id : undefined;
}

let last = 0;

/**
 * A new id that rises with time: microseconds since 1970, unique within this process and below 2^53 until
 * the year 2255. Another process may generate the same id, so the store checks that it is free.
 */
export function generateSessionId(): number {
  last = Math.max(last + 1, Date.now() * 1000 + Math.floor(Math.random() * 1000));
  return last;
}
