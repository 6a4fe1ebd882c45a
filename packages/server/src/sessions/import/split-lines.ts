/** One line of a body, without its newline. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined if the line is longer than allowed. */
  readonly bytes: Buffer | undefined;
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;

/**
 * Splits a stream of bytes into lines, and yields the lines of each chunk together, possibly none. Blank
 * lines are counted but not yielded. White space at the start of a line is removed. A line longer than
 * `maxBytes` is yielded without its bytes. The last line needs no newline.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter(maxBytes);
  for await (const chunk of chunks) yield splitter.linesIn(chunk);
  yield splitter.rest();
}

class LineSplitter {
  /** The number of the current line. */
  #number = 1;
  /** The part of the current line in earlier chunks, and its length. */
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(private readonly maxBytes: number) {}

  linesIn(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    for (let start = 0; start < chunk.length; ) {
      if (this.#length === 0) start = this.#skipBlank(chunk, start);
      if (start === chunk.length) break;
      const end = chunk.indexOf(NEWLINE, start);
      this.#add(chunk.subarray(start, end === -1 ? chunk.length : end));
      if (end === -1) break;
      lines.push(this.#end());
      start = end + 1;
    }
    return lines;
  }

  rest(): Line[] {
    return this.#length > 0 ? [this.#end()] : [];
  }

  /** Returns where the next non-blank line begins. A separate loop, because a body may be all newlines. */
  #skipBlank(chunk: Buffer, start: number): number {
    let newlines = 0;
    let at = start;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === NEWLINE) newlines += 1;
      else if (byte !== SPACE && byte !== RETURN && byte !== TAB) break;
    }
    this.#number += newlines;
    return at;
  }

  #add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.maxBytes) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #end(): Line {
    const [first, ...others] = this.#pieces;
    const bytes = others.length > 0 ? Buffer.concat(this.#pieces) : first;
    const line = { number: this.#number, bytes: this.#length > this.maxBytes ? undefined : bytes };
    this.#number += 1;
    this.#pieces = [];
    this.#length = 0;
    return line;
  }
}
