/** The id as a number; undefined where the text is no canonical decimal number below 2^53. */
export function parseSessionId(text: string): number | undefined {
  const id = Number(text);
  return Number.isSafeInteger(id) && id >= 0 && String(id) === text ? id : undefined;
}

let last = 0;

/**
 * A new id that rises with time: microseconds since 1970, told apart within this process. Below
 * 2^53 until the year 2255. Another process may give the same one, so the store has the last word.
 */
export function generateSessionId(): number {
  last = Math.max(last + 1, Date.now() * 1000 + Math.floor(Math.random() * 1000));
  return last;
}
