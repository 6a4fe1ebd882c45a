import type { Bytes } from "./bytes.js";
import { CHUNK_BYTES } from "./messages.js";

/** The parser requested more bytes than it may read. */
export class ReadLimitError extends Error {}

/** The number of chunks held in memory. Parsers read forward, and sometimes at the end. */
const CACHED_CHUNKS = 16;

/** Reads the chunks of a recording that the parser needs. */
export class ChunkedBytes implements Bytes {
  readonly #chunks = new Map<number, Uint8Array>();
  #reads = 0;
  #exceeded: ReadLimitError | undefined;

  constructor(
    readonly size: number,
    private readonly fetch: (chunk: number) => Promise<Uint8Array>,
    private readonly maxReads: number,
  ) {}

  /** Throws if the limit was exceeded, which the parser may have mistaken for the end of the file. */
  throwIfExceeded(): void {
    if (this.#exceeded) throw this.#exceeded;
  }

  async copy(target: Uint8Array, position: number): Promise<number> {
    const length = Math.max(0, Math.min(target.length, this.size - position));
    for (let copied = 0; copied < length; ) {
      const number = Math.floor((position + copied) / CHUNK_BYTES);
      const chunk = this.#chunks.get(number) ?? (await this.#read(number));
      const start = position + copied - number * CHUNK_BYTES;
      const part = chunk.subarray(start, start + length - copied);
      target.set(part, copied);
      copied += part.length;
    }
    return length;
  }

  async #read(number: number): Promise<Uint8Array> {
    if (this.#reads === this.maxReads) {
      const mebibytes = (this.maxReads * CHUNK_BYTES) / 1024 ** 2;
      this.#exceeded = new ReadLimitError(`parsing needs more than ${mebibytes} MiB of the file`);
      throw this.#exceeded;
    }
    this.#reads += 1;
    const chunk = await this.fetch(number);
    if (this.#chunks.size === CACHED_CHUNKS) {
      const [oldest] = this.#chunks.keys();
      this.#chunks.delete(oldest!);
    }
    this.#chunks.set(number, chunk);
    return chunk;
  }
}
