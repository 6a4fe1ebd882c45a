/** One line of a body, without its end; undefined text where it is longer than allowed. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

const NEWLINE = 0x0a;

/**
 * The lines of a stream of bytes, those of one chunk together. Empty lines are counted and left
 * out. A line over `maxBytes` is told without being kept. The last line needs no newline.
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  let number = 0;
  let begun: Buffer[] = [];
  let length = 0;

  const take = (piece: Buffer) => {
    length += piece.length;
    if (length > maxBytes) begun = [];
    else if (piece.length > 0) begun.push(piece);
  };
  const end = (lines: Line[]) => {
    number += 1;
    const bytes = begun.length === 1 ? begun[0]! : Buffer.concat(begun);
    if (length > maxBytes) lines.push({ number, bytes: undefined });
    else if (!isBlank(bytes)) lines.push({ number, bytes });
    begun = [];
    length = 0;
  };

  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, at));
      end(lines);
      start = at + 1;
    }
    take(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const last: Line[] = [];
  if (length > 0) end(last);
  if (last.length > 0) yield last;
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
