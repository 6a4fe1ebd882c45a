import { ServiceError } from "../../errors.js";
import type { Log } from "../../log.js";
import { TimeSlices } from "../../scheduling/time-slices.js";
import type { MatchProperty, SessionStore } from "../../store/port.js";
import { ImportBatches } from "./import-batches.js";
import { MAX_LINE_BYTES, readLine } from "./import-line.js";
import { type OutageOptions, OutageWait } from "./outage-wait.js";
import { splitBody } from "./split-body.js";
import { Spool } from "./spool.js";

/** How long a line waits for others to share its batch. */
const BATCH_WAIT_MS = 10;

/**
 * How long lines are read between two iterations of the event loop. Short, because the store sends several
 * statements for a batch, and its database is idle until the response to one is read.
 */
const SLICE_MS = 3;

export interface ImportLimits {
  /** An import ends after this many rejected lines. */
  readonly rejectedLines: number;
  /** An import ends when this many bytes of its results are unread. */
  readonly unreadBytes: number;
}

const LIMITS: ImportLimits = { rejectedLines: 10_000, unreadBytes: 256 * 1024 * 1024 };

/** Room for the results of batches that are in progress when a limit is reached. */
const LAST_RESULTS_BYTES = 32 * 1024 * 1024;

/** The parameters of an import. */
export interface ImportContext extends Omit<OutageOptions, "waitMs"> {
  readonly log: Log;
  /** The property that identifies sessions without an id. Default: each gets a new id. */
  readonly match?: MatchProperty | undefined;
}

/** Imports sessions, one per line. A line's result is yielded after its session is durable. */
export class SessionImport {
  readonly #slices = new TimeSlices(SLICE_MS);
  readonly #stopping = new AbortController();

  /**
   * Results that the client has not read yet are written to temporary files in `spoolDir`. An import waits
   * up to `waitMs` in total while the store is unavailable.
   */
  constructor(
    private readonly store: SessionStore,
    private readonly spoolDir: string,
    private readonly waitMs: number,
    private readonly limits: ImportLimits = LIMITS,
  ) {}

  /** Ends the waits of all imports, so that they do not delay the shutdown. */
  stopWaiting(): void {
    this.#stopping.abort();
  }

  /**
   * Yields the results as NDJSON. At a limit, or at a part of the body that cannot be decoded, the import
   * stores the lines before it, reports the reason in its last result, and does not read the rest of the
   * body.
   */
  async *run(
    organisation: number,
    body: AsyncIterable<Buffer>,
    { log, signal, onWait, match }: ImportContext,
  ): AsyncGenerator<Buffer> {
    const results = new Spool(this.spoolDir, this.limits.unreadBytes + LAST_RESULTS_BYTES);
    const ended = AbortSignal.any([signal, this.#stopping.signal]);
    const outages = new OutageWait({ waitMs: this.waitMs, signal: ended, onWait }, log);
    const batches = new ImportBatches(this.store, organisation, match, results, outages, log);
    const importing = this.#read(body, match, batches, results).then(
      () => results.end(),
      (error) => results.end(error),
    );
    yield* results.read();
    await importing;
  }

  async #read(
    body: AsyncIterable<Buffer>,
    match: MatchProperty | undefined,
    batches: ImportBatches,
    results: Spool,
  ): Promise<void> {
    let idle: NodeJS.Timeout | undefined;
    const flushWhenIdle = () => {
      if (batches.isWriting) idle = setTimeout(flushWhenIdle, BATCH_WAIT_MS);
      else batches.flush();
    };
    let rejected = 0;
    /** The number of the first line that was not read. */
    let next = 1;
    const end = (line: number, reason: string) => {
      const detail = `${reason}; this line and all later ones were not read`;
      batches.add({ line, status: "rejected", detail }, 0);
    };
    try {
      reading: for await (const lines of splitBody(body, MAX_LINE_BYTES)) {
        clearTimeout(idle);
        while (this.#slices.isOver()) await this.#slices.next();
        for (const line of lines) {
          const reason = this.#endReason(rejected, results.unread);
          if (reason !== undefined) {
            end(line.number, reason);
            break reading;
          }
          next = line.number + 1;
          const read = readLine(line, match);
          if (!("record" in read)) rejected += 1;
          batches.add(read, line.bytes?.length ?? 0);
          if (batches.isFull) await batches.flush();
          while (this.#slices.isOver()) await this.#slices.next();
        }
        idle = setTimeout(flushWhenIdle, BATCH_WAIT_MS);
      }
    } catch (error) {
      // If no result was sent, the error becomes the response.
      if (!(error instanceof ServiceError) || next === 1) throw error;
      end(next, error.message);
    } finally {
      clearTimeout(idle);
      await batches.written();
    }
    await batches.flush();
    await batches.written();
  }

  #endReason(rejected: number, unread: number): string | undefined {
    const { rejectedLines, unreadBytes } = this.limits;
    if (rejected >= rejectedLines) return `the import ended after ${rejected} rejected lines`;
    if (unread < unreadBytes) return undefined;
    return `the import ended because ${unreadBytes} bytes of its results were not read`;
  }
}
