import { Readable } from "node:stream";
import { describeUnavailable } from "../../availability/describe-outage.js";
import { BlobGone, type RecordingBlobs } from "../../blobs/port.js";
import type { Log } from "../../log.js";
import type { AnalysisJob, AnalysisOutcome, AnalysisStore } from "../../store/port.js";
import { waveformBlob } from "./audio-analysis.js";
import type { AnalysisResult } from "./messages.js";
import { runAnalysis } from "./run-analysis.js";

/** How often this process looks for recordings that other processes have stored. */
const INTERVAL_MS = 30_000;
/** A process must renew the lease of the recording that it analyses within this time. */
const LEASE_MS = 60_000;
/** After this many attempts that crashes or errors interrupted, a recording is no longer analysed. */
const MAX_ATTEMPTS = 5;

/** The analysis stopped, because the recording was deleted or another process has claimed it. */
class JobLostError extends Error {}

/** A recording that this process has analysed. */
export interface AnalysedJob {
  readonly job: AnalysisJob;
  /** Undefined if nothing was stored: the recording was deleted, or another process has claimed it. */
  readonly outcome: AnalysisOutcome | undefined;
}

export interface AnalysisEvents {
  /** Called if a recording was deleted while it was being analysed. Its waveform may have been stored. */
  onLost(): void;
  /** Called after a result is stored. */
  onFinished?(): void;
}

/**
 * Analyses the recordings that are waiting for analysis, one at a time, in the background. Several processes
 * may do so at the same time: a lease assigns each recording to one of them.
 */
export class AnalysisJobs {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  readonly #closing = new AbortController();

  constructor(
    private readonly store: AnalysisStore,
    private readonly blobs: RecordingBlobs,
    private readonly log: Log,
    private readonly events: AnalysisEvents,
    private readonly leaseMs = LEASE_MS,
  ) {}

  /** Starts now, and looks for new recordings every 30 seconds. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), INTERVAL_MS).unref();
    this.wake();
  }

  /** Analyses waiting recordings, and returns immediately. Does nothing before `start`. */
  wake(): void {
    if (!this.#timer) return;
    this.#isWoken = true;
    this.#running ??= this.#run();
  }

  /** Stops. Another process, or the next start, analyses the recordings that are left. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (this.#isWoken && !signal.aborted) {
      this.#isWoken = false;
      try {
        while (await this.analyseNext(signal));
      } catch (error) {
        if (signal.aborted) break;
        this.log.warn({ err: error }, "recordings could not be analysed; will retry");
      }
    }
    this.#running = undefined;
  }

  /**
   * Analyses the newest recording that is waiting for analysis, of all sessions or of one session id. If the
   * signal aborts, or the store or the blobs are unavailable, the recording is released and the reason is thrown.
   * After any other error, it is analysed again when its lease has expired, so that others come first.
   * @returns undefined if none is waiting
   */
  async analyseNext(signal: AbortSignal, session?: number): Promise<AnalysedJob | undefined> {
    const now = Date.now();
    const job = await this.store.claim(now, now + this.leaseMs, session);
    if (!job) return undefined;
    const lease = this.#holdLease(job);
    try {
      const result = await this.#analyse(job, AbortSignal.any([signal, lease.signal]));
      return { job, outcome: await this.#finish(job, result) };
    } catch (error) {
      const isLost = error instanceof JobLostError;
      if (!isLost && !signal.aborted && describeUnavailable(error) === undefined) throw error;
      await lease.end();
      await this.store.release(job);
      if (!isLost) throw error;
      this.events.onLost();
      return { job, outcome: undefined };
    } finally {
      await lease.end();
    }
  }

  async #analyse({ blob, bytes, type, name, attempt }: AnalysisJob, signal: AbortSignal) {
    if (attempt > MAX_ATTEMPTS) return failed(`the analysis was interrupted ${MAX_ATTEMPTS} times`);
    const read = (range: { start: number; end: number }) =>
      this.blobs.readRange(blob, range, bytes);
    return runAnalysis({ bytes, type, name, read }, signal).catch((error) => {
      if (error instanceof BlobGone) return failed("the bytes of the recording are missing");
      throw error;
    });
  }

  /** Stores the waveform before the result that refers to it, unless the job is lost. */
  async #finish(job: AnalysisJob, result: AnalysisResult): Promise<AnalysisOutcome> {
    const outcome = outcomeOf(result);
    if ("audio" in result) {
      if (!(await this.#renew(job))) throw new JobLostError();
      await this.#storeWaveform(job, result.waveform);
    }
    if (!(await this.store.finish(job, outcome))) throw new JobLostError();
    this.events.onFinished?.();
    return outcome;
  }

  async #storeWaveform(job: AnalysisJob, waveform: Uint8Array): Promise<void> {
    const blob = waveformBlob(job.blob);
    await this.blobs.delete(blob);
    await this.blobs.write(blob, Readable.from([waveform]));
  }

  #renew(job: AnalysisJob): Promise<boolean> {
    return this.store.renew(job, Date.now() + this.leaseMs);
  }

  /**
   * Renews the lease of a job until `end` is called, which waits for a renewal in progress. The signal aborts
   * if the job is lost.
   */
  #holdLease(job: AnalysisJob): { signal: AbortSignal; end(): Promise<void> } {
    const lost = new AbortController();
    let renewal: Promise<void> | undefined;
    const renew = async () => {
      // If the store is unavailable, there is time to retry before the lease expires.
      const isHeld = await this.#renew(job).catch(() => true);
      if (!isHeld) lost.abort(new JobLostError());
    };
    const timer = setInterval(() => {
      renewal = renew();
    }, this.leaseMs / 5);
    const end = async () => {
      clearInterval(timer);
      await renewal;
    };
    return { signal: lost.signal, end };
  }
}

const failed = (analysisDetail: string) => ({ analysis: "failed", analysisDetail }) as const;

function outcomeOf(result: AnalysisResult): AnalysisOutcome {
  if (!("audio" in result)) return { ...result, seconds: null, channels: null, audio: null };
  const { audio } = result;
  return {
    analysis: "ready",
    analysisDetail: audio.cut ? `the audio is cut: ${audio.cut}` : null,
    seconds: audio.durationMs / 1_000,
    channels: audio.channels.length,
    audio: JSON.stringify(audio),
  };
}
