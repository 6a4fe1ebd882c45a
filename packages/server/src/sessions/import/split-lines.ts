import { type Line, LineBuffer } from "./line.js";

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;
const OPENINGS = [0x5b, 0x7b];
/** Before each text of a JSON text sequence (RFC 7464). */
const RECORD_SEPARATOR = 0x1e;

/**
 * Splits chunks of bytes into lines. Blank lines are counted but not returned. White space and record
 * separators at the start of a line are removed.
 */
export class LineSplitter {
  readonly #line: LineBuffer;
  #opening: Line | undefined;

  /** `number` is the number of the first line. */
  constructor(
    maxBytes: number,
    private number: number,
  ) {
    this.#line = new LineBuffer(maxBytes);
  }

  /** The line at which `read` stopped. */
  get opening(): Line | undefined {
    return this.#opening;
  }

  /**
   * Adds the lines that end in a chunk. Stops after a line that has only a `{` or `[`, because it begins a
   * value on several lines, and returns where the next line begins.
   */
  read(chunk: Buffer, lines: Line[]): number | undefined {
    for (let start = 0; start < chunk.length; ) {
      if (this.#line.isEmpty) start = this.#skipBlank(chunk, start);
      if (start === chunk.length) break;
      const end = chunk.indexOf(NEWLINE, start);
      this.#line.add(chunk.subarray(start, end === -1 ? chunk.length : end));
      if (end === -1) break;
      const line = this.#line.take(this.number);
      this.number += 1;
      start = end + 1;
      if (isOpening(line)) {
        this.#opening = line;
        return start;
      }
      lines.push(line);
    }
    return undefined;
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

/** Whether a line has only a `{` or `[`, before white space. */
const isOpening = ({ bytes }: Line): boolean =>
  bytes !== undefined && OPENINGS.includes(bytes[0]!) && bytes.subarray(1).every(isBlank);

const isBlank = (byte: number): boolean => byte === SPACE || byte === RETURN || byte === TAB;
