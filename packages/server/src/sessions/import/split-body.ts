import type { Line } from "./line.js";
import { LineSplitter } from "./split-lines.js";
import { ValueSplitter } from "./split-values.js";

/**
 * Splits a stream of bytes into lines with one session each, and yields the lines of each chunk together,
 * possibly none. The stream is NDJSON, a JSON array, or concatenated JSON. A line longer
 * than `maxBytes` is yielded without its bytes.
 */
export async function* splitBody(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  let splitter: LineSplitter | ValueSplitter = new ValueSplitter(maxBytes);
  for await (const chunk of chunks) {
    const found: Line[] = [];
    for (let start = 0; ; ) {
      const end: number | undefined = splitter.read(chunk.subarray(start), found);
      if (end === undefined) break;
      start += end;
      splitter = next(splitter, maxBytes, found);
    }
    yield found;
  }
  yield splitter.rest();
}

/** The other splitter, which continues where this one stopped. */
function next(
  stopped: LineSplitter | ValueSplitter,
  maxBytes: number,
  found: Line[],
): LineSplitter | ValueSplitter {
  if (stopped instanceof ValueSplitter) return new LineSplitter(maxBytes, stopped.number);
  const { number, bytes } = stopped.opening!;
  const values = new ValueSplitter(maxBytes, number);
  values.read(Buffer.from(`${bytes}\n`), found);
  return values;
}
