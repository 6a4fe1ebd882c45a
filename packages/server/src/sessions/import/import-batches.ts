import type { ImportResultWire } from "syllable-contract";
import type { Log } from "../../log.js";
import {
  type MatchConflict,
  type MatchOutcome,
  type MatchProperty,
  mapCommitted,
  type SessionStore,
} from "../../store/port.js";
import type { ImportedLine } from "./import-line.js";
import type { OutageWait } from "./outage-wait.js";
import type { Spool } from "./spool.js";

/** The maximum number of lines in a batch. */
const BATCH_LINES = 2_000;
/** The maximum number of bytes in a batch. One batch is in memory while another is written. */
const BATCH_BYTES = 2 * 1024 * 1024;

/** A line to store, or the result of a line that is not stored. */
type ReadLine = ImportedLine | ImportResultWire;

/** Stores each batch of an import in one transaction, and writes the results of all lines in order. */
export class ImportBatches {
  #lines: ReadLine[] = [];
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #unwritten = 0;

  constructor(
    private readonly store: SessionStore,
    private readonly organisation: number,
    /** The property that identifies sessions without an id. */
    private readonly match: MatchProperty | undefined,
    private readonly results: Spool,
    private readonly outages: OutageWait,
    private readonly log: Log,
  ) {}

  /** Adds a line of this many bytes. */
  add(line: ReadLine, bytes: number): void {
    this.#lines.push(line);
    this.#bytes += bytes;
  }

  get isFull(): boolean {
    return this.#lines.length >= BATCH_LINES || this.#bytes >= BATCH_BYTES;
  }

  get isWriting(): boolean {
    return this.#unwritten > 0;
  }

  /**
   * Starts to write the current batch, and resolves when the previous batch is written, so that one
   * batch is written while the next is read.
   */
  flush(): Promise<void> {
    const [previous, lines] = [this.#writing, this.#lines];
    this.#lines = [];
    this.#bytes = 0;
    this.#unwritten += 1;
    this.#writing = previous.then(() => this.#write(lines));
    // A failure is thrown where the promise is awaited.
    this.#writing.catch(() => undefined);
    return previous;
  }

  /** Resolves when all batches are written. */
  written(): Promise<void> {
    return this.#writing;
  }

  async #write(lines: readonly ReadLine[]): Promise<void> {
    const stored = (await this.#store(lines.filter((line) => "record" in line))).values();
    const results = lines.map((line) => ("record" in line ? stored.next().value! : line));
    await this.results.write(results.map((result) => `${JSON.stringify(result)}\n`).join(""));
    this.#unwritten -= 1;
  }

  /** Returns the result of each session. */
  async #store(sessions: readonly ImportedLine[]): Promise<ImportResultWire[]> {
    if (sessions.length === 0) return [];
    try {
      if (this.outages.reason === undefined) return await this.#put(sessions);
    } catch (error) {
      if (this.outages.reason === undefined) {
        this.log.error({ err: error }, "an import batch failed");
      }
    }
    const { reason = "of an internal error; see the service log" } = this.outages;
    const detail = `not stored because ${reason}; send the line again`;
    return sessions.map(({ line, record, hasId, warnings }) => ({
      line,
      status: "unavailable",
      ...(hasId && { session_id: String(record.id) }),
      detail,
      ...(warnings && { warnings }),
    }));
  }

  async #put(sessions: readonly ImportedLine[]): Promise<ImportResultWire[]> {
    const outcomes = await this.outages.run(() => this.#putAll(sessions));
    return sessions.map(({ line, hasId, warnings }, index) => {
      const stored = outcomes[index]!;
      const more = warnings && { warnings };
      if ("outcome" in stored) {
        return { line, status: stored.outcome, session_id: String(stored.id), ...more };
      }
      return { line, status: "rejected", detail: this.#describe(stored, hasId), ...more };
    });
  }

  async #putAll(sessions: readonly ImportedLine[]): Promise<MatchOutcome[]> {
    const { match } = this;
    if (match) return this.store.putMatching(this.organisation, match, sessions);
    const records = sessions.map(({ record }) => record);
    return mapCommitted(this.store.put(this.organisation, records), (outcomes) =>
      outcomes.map((outcome, index) => ({ id: records[index]!.id, outcome })),
    );
  }

  #describe({ lowest, highest }: MatchConflict, hasId: boolean): string {
    if (lowest === highest) {
      return `${this.match} belongs to session ${lowest}, not to session_id; use that id, or omit session_id`;
    }
    const remedy = hasId
      ? "use the session_id of one of them"
      : "add the session_id of one of them";
    return `${this.match} belongs to several sessions, such as ${lowest} and ${highest}; ${remedy}`;
  }
}
