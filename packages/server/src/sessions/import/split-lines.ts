import { type Line, LineBuffer } from "./line.js";

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;
/** Before each text of a JSON text sequence (RFC 7464). */
const RECORD_SEPARATOR = 0x1e;

/**
 * Splits chunks of bytes into lines. Blank lines are counted but not returned. White space and record
 * separators at the start of a line are removed.
 */
export class LineSplitter {
  readonly #line: LineBuffer;

  /** `number` is the number of the first line. */
  constructor(
    maxBytes: number,
    private number: number,
  ) {
    this.#line = new LineBuffer(maxBytes);
  }

  /** The lines that end in a chunk, possibly none. */
  linesIn(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    for (let start = 0; start < chunk.length; ) {
      if (this.#line.isEmpty) start = this.#skipBlank(chunk, start);
      if (start === chunk.length) break;
      const end = chunk.indexOf(NEWLINE, start);
      this.#line.add(chunk.subarray(start, end === -1 ? chunk.length : end));
      if (end === -1) break;
      lines.push(this.#line.take(this.number));
      this.number += 1;
      start = end + 1;
    }
    return lines;
  }

  /** The last line, if it has no newline. */
  rest(): Line[] {
    return this.#line.isEmpty ? [] : [this.#line.take(this.number)];
  }

  /** Returns where the next non-blank line begins. A separate loop, because a body may be all newlines. */
  #skipBlank(chunk: Buffer, start: number): number {
    let newlines = 0;
    let at = start;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === NEWLINE) newlines += 1;
      else if (byte !== SPACE && byte !== RETURN && byte !== TAB && byte !== RECORD_SEPARATOR)
        break;
    }
    this.number += newlines;
    return at;
  }
}
