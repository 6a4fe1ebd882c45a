import type { Line } from "./line.js";
import { LineSplitter } from "./split-lines.js";
import { ValueSplitter } from "./split-values.js";

/**
 * Splits a stream of bytes into lines with one session each, and yields the lines of each chunk together,
 * possibly none. The stream is NDJSON, a JSON array, or JSON values that follow one another. A line longer
 * than `maxBytes` is yielded without its bytes.
 */
export async function* splitBody(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  const values = new ValueSplitter(maxBytes);
  let lines: LineSplitter | undefined;
  for await (const chunk of chunks) {
    if (lines) {
      yield lines.linesIn(chunk);
      continue;
    }
    const found: Line[] = [];
    const end = values.read(chunk, found);
    if (end !== undefined) {
      lines = new LineSplitter(maxBytes, values.number);
      found.push(...lines.linesIn(chunk.subarray(end)));
    }
    yield found;
  }
  yield (lines ?? values).rest();
}
