import { setTimeout as wait } from "node:timers/promises";
import { isDiskFull } from "../../availability/disk-full.js";
import type { Log } from "../../log.js";
import { CommitUnknown, StoreUnavailable } from "../../store/port.js";

/** The wait before the second attempt, and the longest wait between two attempts. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

export interface OutageOptions {
  /** How long the import may wait for the store, in total. */
  readonly waitMs: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Called when the import begins to wait, and when it continues or gives up. */
  readonly onWait: (isWaiting: boolean) => void;
}

/**
 * Retries the writes of one import while the store is unavailable. When the wait limit of the import is
 * reached, nothing more is written, so that no line is stored after an earlier one that was not.
 */
export class OutageWait {
  #remainingMs: number;
  #reason: string | undefined;

  constructor(
    private readonly options: OutageOptions,
    private readonly log: Log,
  ) {
    this.#remainingMs = options.waitMs;
  }

  /** Why nothing more is written. Undefined while writes are attempted. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Runs a write until it succeeds. Throws its error if it is not an outage or the wait limit is reached. */
  async run<T>(write: () => Promise<T>): Promise<T> {
    let attempt = write;
    let endsAt: number | undefined;
    for (let failures = 0; ; ) {
      try {
        const result = await attempt();
        if (endsAt !== undefined) this.#end(endsAt);
        return result;
      } catch (error) {
        if (!isOutage(error)) throw error;
        if (error instanceof CommitUnknown) attempt = error.finish as () => Promise<T>;
        endsAt ??= this.#begin(error);
        failures += 1;
        if (await this.#hasEnded(endsAt, failures)) throw this.#giveUp(error, endsAt);
      }
    }
  }

  #begin(error: Error): number {
    if (this.#remainingMs > 0) {
      this.log.warn({ err: error }, "an import waits, because its sessions can't be stored");
      this.options.onWait(true);
    }
    return performance.now() + this.#remainingMs;
  }

  #end(endsAt: number): void {
    this.#remainingMs = Math.max(0, endsAt - performance.now());
    this.options.onWait(false);
  }

  /** Waits before the next attempt. Returns true, without a wait, if there is no time for one. */
  async #hasEnded(endsAt: number, failures: number): Promise<boolean> {
    const { signal } = this.options;
    const remainingMs = endsAt - performance.now();
    if (remainingMs <= 0 || signal.aborted) return true;
    const longestMs = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
    // Jitter, so that imports that were interrupted together do not retry together.
    const waitMs = Math.min(longestMs * (0.5 + Math.random() / 2), remainingMs);
    return wait(waitMs, false, { signal }).catch(() => true);
  }

  #giveUp(error: Error, endsAt: number): Error {
    this.#end(endsAt);
    this.log.error({ err: error }, "an import ended, because its sessions can't be stored");
    this.#reason = isDiskFull(error)
      ? "the disk is full"
      : `the database is unavailable: ${error.message}`;
    return error;
  }
}

const isOutage = (error: unknown): error is Error =>
  error instanceof StoreUnavailable || isDiskFull(error);
