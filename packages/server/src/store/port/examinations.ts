import type { MeasuredTimes } from "./assessment.js";

/** A session that one process examines. */
export interface Examination {
  readonly organisation: number;
  readonly session: number;
  /** Identifies the request, so that a result that is out of date is not stored. */
  readonly version: number;
}

/** The result of an examination. */
export interface ExaminedSession {
  readonly recordings: readonly ExaminedRecording[];
  readonly times: MeasuredTimes;
}

export interface ExaminedRecording {
  readonly name: string;
  readonly hasFaults: boolean;
}

/**
 * The sessions that have to be examined, because a recording was analysed, or because the transcript, the latency, the
 * time or another recording of the session has changed. A process claims a session and holds a lease on it. When the
 * lease has expired, another process can claim it. Times are in milliseconds since 1970. Each write is atomic, and
 * durable when its promise resolves.
 */
export interface ExaminationStore {
  /**
   * Claims a session, of all organisations or of one session id in all organisations, until the lease expires.
   * @returns undefined if none is waiting
   */
  claim(now: number, leaseUntil: number, session?: number): Promise<Examination | undefined>;
  /**
   * Stores the result. Returns false, and stores nothing, if the session was deleted or has changed since it was
   * claimed.
   */
  finish(examination: Examination, found: ExaminedSession): Promise<boolean>;
  /** Releases the session, as if it had not been claimed. It can be claimed again at once. */
  release(examination: Examination): Promise<void>;
}
