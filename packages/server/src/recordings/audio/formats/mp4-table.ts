import type { ByteReader } from "../byte-reader.js";
import type { Box } from "./mp4-boxes.js";

const COUNT_BYTES = 4;

/** The entries of a table in a box. Each table has its own reader, because tables are read in parallel. */
export class Mp4Table {
  readonly #reader: ByteReader;

  /**
   * @param offset where the number of entries is, after the start of the content
   * @param entryBytes the size of an entry
   */
  private constructor(
    reader: ByteReader,
    /** The number of complete entries. The box may declare more. */
    readonly length: number,
    private readonly entryBytes: number,
  ) {
    this.#reader = reader;
  }

  static async open(
    reader: ByteReader,
    box: Box | undefined,
    offset: number,
    entryBytes: number,
  ): Promise<Mp4Table> {
    const start = (box?.start ?? 0) + offset;
    const entries = reader.slice(start + COUNT_BYTES, box?.end ?? 0);
    const count = box ? await reader.at(start, COUNT_BYTES) : [];
    const declared = count instanceof Buffer && count.length === 4 ? count.readUInt32BE(0) : 0;
    const present = Math.floor(entries.size / entryBytes);
    return new Mp4Table(entries, Math.min(declared, present), entryBytes);
  }

  entry(index: number): Promise<Buffer> {
    return this.#reader.at(index * this.entryBytes, this.entryBytes);
  }
}
