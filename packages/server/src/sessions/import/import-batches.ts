import type { ImportResultWire } from "syllable-contract";
import type { Log } from "../../log.js";
import type { SessionStore } from "../../store/port.js";
import type { ImportedLine } from "./import-line.js";
import type { Spool } from "./spool.js";

/** The maximum number of lines in a batch. */
const BATCH_LINES = 2_000;
/** The maximum number of bytes in a batch. One batch is in memory while another is written. */
const BATCH_BYTES = 2 * 1024 * 1024;

/** Stores each batch of an import in one transaction, and writes the results of all lines in order. */
export class ImportBatches {
  #sessions: ImportedLine[] = [];
  #rejected: ImportResultWire[] = [];
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #unwritten = 0;

  constructor(
    private readonly store: SessionStore,
    private readonly organisation: number,
    private readonly results: Spool,
    private readonly log: Log,
  ) {}

  /** Adds a line of this many bytes. */
  add(line: ImportedLine | ImportResultWire, bytes: number): void {
    if ("record" in line) this.#sessions.push(line);
    else this.#rejected.push(line);
    this.#bytes += bytes;
  }

  get isFull(): boolean {
    const lines = this.#sessions.length + this.#rejected.length;
    return lines >= BATCH_LINES || this.#bytes >= BATCH_BYTES;
  }

  get isWriting(): boolean {
    return this.#unwritten > 0;
  }

  /**
   * Starts to write the current batch, and resolves when the previous batch is written, so that one
   * batch is written while the next is read.
   */
  flush(): Promise<void> {
    const [previous, sessions, rejected] = [this.#writing, this.#sessions, this.#rejected];
    this.#sessions = [];
    this.#rejected = [];
    this.#bytes = 0;
    this.#unwritten += 1;
    this.#writing = previous.then(() => this.#write(sessions, rejected));
    // A failure is thrown where the promise is awaited.
    this.#writing.catch(() => undefined);
    return previous;
  }

  /** Resolves when all batches are written. */
  written(): Promise<void> {
    return this.#writing;
  }

  async #write(sessions: ImportedLine[], rejected: ImportResultWire[]): Promise<void> {
    const results = [...(await this.#store(sessions)), ...rejected];
    results.sort((one, other) => one.line - other.line);
    await this.results.write(results.map((result) => `${JSON.stringify(result)}\n`).join(""));
    this.#unwritten -= 1;
  }

  async #store(sessions: readonly ImportedLine[]): Promise<ImportResultWire[]> {
    if (sessions.length === 0) return [];
    const ids = sessions.map(({ line, record }) => ({ line, session_id: String(record.id) }));
    try {
      const records = sessions.map(({ record }) => record);
      const outcomes = await this.store.put(this.organisation, records);
      return sessions.map(({ line, record, warnings }, index) => ({
        line,
        status: outcomes[index]!,
        session_id: String(record.id),
        ...(warnings && { warnings }),
      }));
    } catch (error) {
      this.log.error({ err: error }, "an import batch failed");
      const detail = "not imported because its batch failed; see the service log";
      return ids.map(({ line, session_id }) => ({ line, status: "rejected", session_id, detail }));
    }
  }
}
