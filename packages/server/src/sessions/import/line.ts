/** One line of a body: the text of one session. */
export interface Line {
  /** The number of the line in the body where the text begins, from 1. */
  readonly number: number;
  /** Without the newline at its end. Undefined if the text is longer than allowed. */
  readonly bytes: Buffer | undefined;
  /** What is wrong with the body at this line. */
  readonly problem?: string;
}

/** Collects the pieces of a line, which may arrive in several chunks. Drops them if it is too long. */
export class LineBuffer {
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(private readonly maxBytes: number) {}

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.maxBytes) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  /** Returns the line, and begins the next one. */
  take(number: number): Line {
    const [first, ...others] = this.#pieces;
    const bytes = others.length > 0 ? Buffer.concat(this.#pieces) : first;
    const line = { number, bytes: this.#length > this.maxBytes ? undefined : bytes };
    this.#pieces = [];
    this.#length = 0;
    return line;
  }
}
