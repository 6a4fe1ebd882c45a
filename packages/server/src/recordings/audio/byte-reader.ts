import type { Bytes } from "./bytes.js";

/** How much is read at a time. Readers mostly go forward in small steps. */
const WINDOW_BYTES = 64 * 1024;
/** The most bytes that a reader needs at once. Sizes stated by a file must not determine allocations. */
const MAX_PIECE_BYTES = 1024 ** 2;

const EMPTY: Buffer = Buffer.alloc(0);

/** Reads small pieces of a recording at any position. */
export class ByteReader {
  #window: Buffer = EMPTY;
  #start = 0;

  constructor(private readonly bytes: Bytes) {}

  get size(): number {
    return this.bytes.size;
  }

  /** Up to `length` bytes, at most 1 MiB. Fewer at the end of the recording, and none outside it. */
  async at(position: number, length: number): Promise<Buffer> {
    const offset = position - this.#start;
    if (offset >= 0 && offset + length <= this.#window.length) {
      return this.#window.subarray(offset, offset + length);
    }
    if (!(position >= 0 && position < this.size && length > 0)) return EMPTY;
    const wanted = Math.min(length, MAX_PIECE_BYTES, this.size - position);
    if (wanted > WINDOW_BYTES) return this.#read(position, wanted);
    const window = await this.#read(position, Math.min(WINDOW_BYTES, this.size - position));
    this.#window = window;
    this.#start = position;
    return window.subarray(0, wanted);
  }

  /** A reader of a part of the recording. */
  slice(start: number, end: number): ByteReader {
    const { bytes } = this;
    const first = Math.min(Math.max(0, start), this.size);
    const size = Math.max(0, Math.min(end, this.size) - first);
    return new ByteReader({
      size,
      copy: (target, position) =>
        bytes.copy(target.subarray(0, Math.max(0, size - position)), first + position),
    });
  }

  async #read(position: number, length: number): Promise<Buffer> {
    const piece = Buffer.alloc(length);
    return piece.subarray(0, await this.bytes.copy(piece, position));
  }
}
