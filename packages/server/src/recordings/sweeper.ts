import { setTimeout as wait } from "node:timers/promises";
import type { RecordingBlobs } from "../blobs/port.js";
import type { Log } from "../log.js";
import type { RecordingKey, RecordingStore } from "../store/port.js";
import { waveformBlob } from "./analysis/audio-analysis.js";

/** How often the sweeper runs without being woken. */
const INTERVAL_MS = 60_000;
/** How long `close` waits for a delete that is in progress. */
const CLOSE_MS = 10_000;
/** The end of a lease that has expired, in milliseconds since 1970. */
const EXPIRED = 0;

/**
 * Deletes the bytes of recordings that nothing references: those that were replaced or whose session
 * was deleted, and what failed uploads have stored. It runs in the background, so that no request waits
 * for it. The store lists the bytes to delete, so none are forgotten if the process ends, and several
 * processes may each run a sweeper.
 */
export class RecordingSweeper {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  #isClosed = false;

  constructor(
    private readonly store: RecordingStore,
    private readonly blobs: RecordingBlobs,
    private readonly log: Log,
  ) {}

  /**
   * Runs now and then every minute.
   * @param leaseBefore Uploads whose lease ends before this time, in milliseconds since 1970, are
   *   abandoned first. Default: those whose lease has ended.
   */
  async start(leaseBefore?: number): Promise<void> {
    this.#timer = setInterval(() => void this.#sweep(), INTERVAL_MS).unref();
    await this.#sweep(leaseBefore);
  }

  /** Starts to delete unreferenced bytes, and returns immediately. */
  wake(): void {
    this.#isWoken = true;
    this.#running ??= this.#run();
  }

  /** Abandons a failed upload: it is no longer listed, and its bytes are deleted in the background. */
  async abandon(upload: RecordingKey): Promise<void> {
    await this.store.renew(upload, EXPIRED);
    await this.store.expireLeases(EXPIRED + 1);
    this.wake();
  }

  /** Stops. Whatever is not deleted yet is deleted by the next start or by another process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    if (this.#running)
      await Promise.race([this.#running, wait(CLOSE_MS, undefined, { ref: false })]);
  }

  async #sweep(leaseBefore = Date.now()): Promise<void> {
    try {
      await this.store.expireLeases(leaseBefore);
    } catch (error) {
      this.log.warn({ err: error }, "interrupted uploads could not be abandoned; will retry");
    }
    this.wake();
  }

  async #run(): Promise<void> {
    while (this.#isWoken && !this.#isClosed) {
      this.#isWoken = false;
      try {
        await this.#deleteAll(await this.store.listPendingDeletes());
      } catch (error) {
        this.log.warn({ err: error }, "recordings to delete could not be listed; will retry");
      }
    }
    this.#running = undefined;
  }

  async #deleteAll(recordings: readonly RecordingKey[]): Promise<void> {
    const errors: unknown[] = [];
    for (const recording of recordings) {
      if (this.#isClosed) return;
      await this.#delete(recording).catch((error) => errors.push(error));
    }
    if (errors.length === 0 || this.#isClosed) return;
    const details = { count: errors.length, err: errors[0] };
    this.log.warn(details, "bytes of recordings could not be deleted; will retry");
  }

  async #delete(recording: RecordingKey): Promise<void> {
    await this.blobs.delete(recording.blob);
    await this.blobs.delete(waveformBlob(recording.blob));
    // The store may be closed by now.
    if (!this.#isClosed) await this.store.delete(recording);
  }
}
