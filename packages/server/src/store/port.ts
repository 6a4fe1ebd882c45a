/** The port of the store: what the service needs of a database. Each feature has one file. */
import type { AnalysisStore } from "./port/analyses.js";
import type { BrowserSessionStore } from "./port/browser-sessions.js";
import type { ExaminationStore } from "./port/examinations.js";
import type { KeyStore } from "./port/keys.js";
import type { LabelStore } from "./port/labels.js";
import type { PartStore } from "./port/parts.js";
import type { RecordingStore } from "./port/recordings.js";
import type { SessionStore } from "./port/sessions.js";

export type * from "./port/analyses.js";
export * from "./port/assessment.js";
export type * from "./port/browser-sessions.js";
export * from "./port/errors.js";
export type * from "./port/examinations.js";
export type * from "./port/keys.js";
export type * from "./port/labels.js";
export type * from "./port/parts.js";
export type * from "./port/recordings.js";
export type * from "./port/sessions.js";

/**
 * Everything that the service stores, except for the bytes of recordings. Any method, also of the
 * parts below, may reject with `StoreUnavailable`.
 */
export interface Store {
  readonly sessions: SessionStore;
  readonly parts: PartStore;
  readonly labels: LabelStore;
  readonly recordings: RecordingStore;
  readonly analyses: AnalysisStore;
  readonly examinations: ExaminationStore;
  readonly keys: KeyStore;
  readonly browserSessions: BrowserSessionStore;
  /**
   * 32 random bytes under this name. The first call generates and stores them; every later call, in
   * any process, returns the same bytes.
   */
  getSecret(name: string): Promise<Buffer>;
  /** Rejects if the store cannot be read and written. */
  ping(): Promise<void>;
  /** Finishes the calls in progress and closes the store. Later calls reject. */
  close(): Promise<void>;
}
