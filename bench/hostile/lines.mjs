/** NDJSON bodies, in chunks. */
import { repeated } from "./bytes.mjs";

const CHUNK = 1024 * 1024;

/** Repeats a line up to this many bytes. */
export function* lineRepeated(line, bytes) {
  const text = `${line}\n`;
  const perChunk = Math.max(1, Math.floor(CHUNK / text.length));
  const chunk = repeated(text, perChunk * text.length);
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

/** Creates `count` lines from their indexes. */
export function* linesOf(count, lineOf) {
  for (let start = 0; start < count; start += 500) {
    let chunk = "";
    for (let index = start; index < Math.min(count, start + 500); index++) {
      chunk += `${lineOf(index)}\n`;
    }
    yield chunk;
  }
}

/** Yields this many bytes without a newline. */
export function* endlessLine(bytes, character = "a") {
  const chunk = repeated(character, CHUNK);
  for (let sent = 0; sent < bytes; sent += CHUNK) yield chunk;
}
