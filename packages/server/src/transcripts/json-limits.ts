/** The maximum number of values in a JSON body: twice as many as the latency of a ten-hour call. */
const MAX_VALUES = 500_000;
const MAX_DEPTH = 64;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Checks the number of values and levels of a JSON text before it is parsed, because a value of three bytes
 * can take a hundred bytes of memory. Returns what is wrong, or undefined. The parser reports invalid JSON.
 */
export function findJsonExcess(json: Uint8Array): string | undefined {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = endOfString(json, at + 1);
    } else if (byte === COMMA) {
      values += 1;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      values += 1;
      depth += 1;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth -= 1;
    }
    if (values > MAX_VALUES) return `must have at most ${MAX_VALUES} values`;
    if (depth > MAX_DEPTH) return `must have at most ${MAX_DEPTH} levels`;
  }
  return undefined;
}

function endOfString(json: Uint8Array, from: number): number {
  let at = from;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
