import type { RecordingKey, RecordingRecord } from "./recordings.js";

/** A recording that one process analyses. */
export interface AnalysisJob extends RecordingKey {
  /** The id of the session. */
  readonly session: number;
  readonly name: string;
  /** The media type. */
  readonly type: string;
  readonly bytes: number;
  /**
   * The number of times that the analysis was started and not released, including this time. Identifies the
   * process that runs it.
   */
  readonly attempt: number;
}

/** The result of an analysis. */
export interface AnalysisOutcome {
  readonly analysis: "ready" | "unsupported" | "failed";
  /** Why the audio was not analysed completely; null if it was. */
  readonly analysisDetail: string | null;
  /** The duration of the decoded samples; null if they could not be decoded. */
  readonly seconds: number | null;
  readonly channels: number | null;
  /** What was found in the audio, as JSON; null if it could not be decoded. */
  readonly audio: string | null;
}

/** A ready recording of a session with the result of its analysis. */
export interface AnalysedRecording extends RecordingRecord {
  readonly audio: string | null;
}

/**
 * The analyses of recordings. A committed recording waits for analysis. A process claims it, holds a lease
 * on it and renews the lease. When the lease has expired, another process can claim it. Times are in
 * milliseconds since 1970. Each write is atomic, and durable when its promise resolves.
 */
export interface AnalysisStore {
  /**
   * Claims the newest recording that is waiting for analysis, of all organisations or of one session id in
   * all organisations, until the lease expires.
   * @returns undefined if none is waiting
   */
  claim(now: number, leaseUntil: number, session?: number): Promise<AnalysisJob | undefined>;
  /** Extends the lease. Returns false if the recording was deleted or another process has claimed it. */
  renew(job: AnalysisJob, leaseUntil: number): Promise<boolean>;
  /**
   * Stores the result, and requests an examination of the session. Returns false, and stores nothing, if the
   * recording was deleted or another process has claimed it.
   */
  finish(job: AnalysisJob, outcome: AnalysisOutcome): Promise<boolean>;
  /** Releases the recording, as if it had not been claimed. It can be claimed again at once. */
  release(job: AnalysisJob): Promise<void>;
  /**
   * Requests another analysis of the ready recordings of all organisations, or of one session id in all
   * organisations. Analyses that are running are not affected.
   * @returns the number of recordings
   */
  request(session?: number): Promise<number>;
  /** The number of recordings of all organisations that are waiting for analysis, or are being analysed. */
  countPending(session?: number): Promise<number>;
  /** The ready recordings of a session, ordered by name. */
  list(organisation: number, session: number): Promise<AnalysedRecording[]>;
  /** The ready recording of a session with this name, or undefined if there is none. */
  find(organisation: number, session: number, name: string): Promise<AnalysedRecording | undefined>;
}
