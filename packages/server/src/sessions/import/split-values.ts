import { type Line, LineBuffer } from "./line.js";

const [TAB, NEWLINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Before each text of a JSON text sequence (RFC 7464). It cannot occur within a JSON text. */
const RECORD_SEPARATOR = 0x1e;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const isSpace = (byte: number): boolean =>
  byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;

/** Bytes that end a number, a literal or anything else that is not an object, an array or a string. */
const ENDS = [COMMA, CLOSE_ARRAY, OPEN_ARRAY, OPEN_OBJECT, QUOTE, RECORD_SEPARATOR];

/**
 * Splits chunks of bytes into JSON values: the elements of an array, or concatenated values, each on any
 * number of lines. It finds the end of a value by its brackets and quotes. Values are validated later.
 *
 * It also recognizes NDJSON. If the first value is all of its line, or its line is damaged, the splitter
 * stops at the end of the line, so that each later line can be read on its own.
 */
export class ValueSplitter {
  readonly #value: LineBuffer;
  /** The number of the current line. */
  #number: number;
  /** Where the current value began. */
  #startNumber: number;
  #kind: "none" | "brackets" | "string" | "word" = "none";
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inArray = false;
  /** How many bytes of a byte order mark were skipped. */
  #skipped = 0;
  /** Undefined until the form is known. */
  #isNdjson: boolean | undefined;
  #hasFirst = false;
  /** The last byte before the first line break within the first value. */
  #beforeBreak: number | undefined;
  #previous = 0;

  /** `number` is the number of the first line. */
  constructor(maxBytes: number, number = 1) {
    this.#value = new LineBuffer(maxBytes);
    this.#number = number;
    this.#startNumber = number;
  }

  /** The number of the line after the last byte that was read. */
  get number(): number {
    return this.#number;
  }

  /** Adds the values that end in a chunk. Returns where NDJSON continues, or undefined. */
  read(chunk: Buffer, values: Line[]): number | undefined {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#kind === "none") {
        if (!this.#begins(byte)) {
          if (this.#isNdjson) return at + 1;
          continue;
        }
        start = at;
        this.#begin(byte);
        continue;
      }
      const end = this.#endIn(byte, at);
      if (byte === NEWLINE) this.#number += 1;
      if (end === undefined) continue;
      this.#value.add(chunk.subarray(start, end));
      values.push(this.#value.take(this.#startNumber));
      this.#kind = "none";
      this.#hasFirst = true;
      if (this.#isNdjson) return byte === NEWLINE ? at + 1 : at;
      // The byte that ended a word may begin something else.
      if (end === at && byte !== NEWLINE) at -= 1;
    }
    if (this.#kind !== "none") this.#value.add(chunk.subarray(start));
    return undefined;
  }

  /** The value that the end of the body cuts off, or the array that is not closed. */
  rest(): Line[] {
    if (this.#kind !== "none") return [this.#value.take(this.#startNumber)];
    if (!this.#inArray) return [];
    const problem = "the JSON array is not closed; send the complete body";
    return [{ number: this.#number, bytes: undefined, problem }];
  }

  /** Whether this byte, which is outside of a value, begins one. */
  #begins(byte: number): boolean {
    if (this.#skipped < BYTE_ORDER_MARK.length) {
      if (byte === BYTE_ORDER_MARK[this.#skipped]) {
        this.#skipped += 1;
        return false;
      }
      this.#skipped = BYTE_ORDER_MARK.length;
    }
    if (byte === NEWLINE) {
      this.#number += 1;
      if (this.#hasFirst) this.#isNdjson ??= true;
      return false;
    }
    if (isSpace(byte) || byte === RECORD_SEPARATOR) return false;
    if (this.#inArray ? byte === COMMA || byte === CLOSE_ARRAY : byte === OPEN_ARRAY) {
      if (byte !== COMMA) this.#inArray = !this.#inArray;
      this.#isNdjson = false;
      return false;
    }
    // A second value on the first line.
    if (this.#hasFirst) this.#isNdjson ??= false;
    // The elements of an array may come without its brackets.
    return byte !== COMMA || !this.#hasFirst;
  }

  #begin(byte: number): void {
    this.#startNumber = this.#number;
    this.#inString = byte === QUOTE;
    this.#escaped = false;
    this.#depth = 1;
    this.#previous = byte;
    const hasBrackets = byte === OPEN_OBJECT || byte === OPEN_ARRAY;
    this.#kind = hasBrackets ? "brackets" : this.#inString ? "string" : "word";
  }

  /** Returns where the current value ends if this byte, at `at`, ends it. */
  #endIn(byte: number, at: number): number | undefined {
    if (byte === RECORD_SEPARATOR) return at;
    if (this.#kind === "word") return this.#wordEnds(byte) ? at : undefined;
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        this.#previous = byte;
        if (this.#kind === "string") return at + 1;
      } else if (byte === NEWLINE && (this.#isUndecided || this.#kind === "string")) {
        // A string has no line breaks, so this line is damaged.
        this.#isNdjson ??= true;
        return at;
      }
      return undefined;
    }
    return this.#endOutsideString(byte, at);
  }

  #wordEnds(byte: number): boolean {
    if (!this.#isUndecided) return isSpace(byte) || ENDS.includes(byte);
    // As text, this is all of a line.
    if (byte === NEWLINE) this.#isNdjson = true;
    return byte === NEWLINE;
  }

  #endOutsideString(byte: number, at: number): number | undefined {
    if (isSpace(byte)) {
      if (byte === NEWLINE && this.#isUndecided) this.#beforeBreak ??= this.#previous;
      return undefined;
    }
    if (this.#beforeBreak !== undefined && this.#isUndecided) {
      this.#isNdjson = this.#beginsLine(byte, this.#beforeBreak);
      if (this.#isNdjson) return at;
    }
    this.#previous = byte;
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#depth -= 1;
    return this.#depth === 0 ? at + 1 : undefined;
  }

  /** Whether the first line is damaged: no object can begin here within the first value. */
  #beginsLine(byte: number, before: number): boolean {
    if (byte !== OPEN_OBJECT || before === OPEN_ARRAY || before === COLON) return false;
    return before !== COMMA || this.#depth === 1;
  }

  get #isUndecided(): boolean {
    return this.#isNdjson === undefined && !this.#hasFirst;
  }
}
