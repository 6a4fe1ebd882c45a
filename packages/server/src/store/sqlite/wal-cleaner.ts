import { statSync } from "node:fs";
import { type SqliteDatabase, WAL_BYTES } from "./database.js";

/** How long after the last write the WAL is emptied. */
const IDLE_MS = 1_000;
/** How long after the first write it is emptied if writes continue. */
const MAX_AGE_MS = 5_000;
/** How long writes may wait for readers of the WAL at first, and at most. */
const WAIT_MS = { first: 50, most: 30_000 };
/** How long writes may also wait, as a fraction of the age of the WAL. */
const WAIT_PER_AGE = 0.1;
/** How long writes may also wait if the WAL has twice its usual size; proportional for other sizes. */
const WAIT_FOR_DOUBLE_SIZE_MS = 1_000;

/**
 * Empties the WAL soon after each write. Until then, the WAL contains deleted data, and a copy of the file
 * without it lacks new data. A list that reads from the WAL prevents this. Each attempt then waits longer
 * as the WAL grows older and larger, until the wait exceeds the duration of any list.
 */
export class WalCleaner {
  readonly #log: string;
  #timer: NodeJS.Timeout | undefined;
  #lastWrite = 0;
  /** The time of the first write since the WAL was empty. */
  #firstWrite: number | undefined;

  constructor(
    private readonly db: SqliteDatabase,
    path: string,
  ) {
    this.#log = `${path}-wal`;
  }

  /** Call it after each write. */
  written(): void {
    this.#lastWrite = performance.now();
    this.#firstWrite ??= this.#lastWrite;
    this.#timer ??= this.#check(IDLE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #check(afterMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timer = this.#run();
    }, afterMs).unref();
  }

  /** Returns the timer of the next attempt, if there is one. */
  #run(): NodeJS.Timeout | undefined {
    const now = performance.now();
    const age = now - this.#firstWrite!;
    const size = statSync(this.#log, { throwIfNoEntry: false })?.size ?? 0;
    const isDue = now - this.#lastWrite >= IDLE_MS || age >= MAX_AGE_MS || size > WAL_BYTES * 2;
    if (!isDue) return this.#check(IDLE_MS);
    const wait = Math.min(
      WAIT_MS.most,
      WAIT_MS.first +
        Math.max(0, age - MAX_AGE_MS) * WAIT_PER_AGE +
        Math.max(0, size / WAL_BYTES - 1) * WAIT_FOR_DOUBLE_SIZE_MS,
    );
    if (!this.#emptyWal(wait)) return this.#check(IDLE_MS + wait);
    this.#firstWrite = undefined;
    return undefined;
  }

  #emptyWal(waitMs: number): boolean {
    try {
      return this.db.emptyWal(waitMs);
    } catch {
      // The disk may be full. Writes report that.
      return false;
    }
  }
}
