import type { RequestOptions } from "../lib/sdks.js";

/** The progress of a save. */
export interface Progress {
  /** The number of bytes in the file, including those of earlier attempts. */
  bytes: number;
  /** The size of the recording in bytes; `undefined` if the server does not say. */
  total: number | undefined;
}

/**
 * Options of `saveRecording`, in addition to those of every call. `timeoutMs` limits the time until
 * the response of an attempt starts. `retries` sets the waits between attempts; with `{strategy:
 * "none"}` there is one attempt only.
 */
export type SaveRecordingOptions = RequestOptions & {
  /** Called at the start and after each write. An error that it throws ends the save. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * The expected SHA-256 in hex.
   * @default The one that the server declares, if any.
   */
  sha256?: string | undefined;
  /**
   * The maximum size in bytes; a larger recording is not saved.
   * @default 17_179_869_184 (16 GiB)
   */
  maxBytes?: number | undefined;
  /**
   * The longest time without a byte before an attempt fails, in milliseconds. 0 means no limit.
   * @default 30_000
   */
  idleTimeoutMs?: number | undefined;
  /**
   * How many attempts in a row may fail without progress before the save fails.
   * @default 5
   */
  attempts?: number | undefined;
};

/** A recording on disk, complete and verified. */
export interface SavedRecording {
  /** The absolute path of the file, with symbolic links resolved. */
  path: string;
  /** The size in bytes. */
  bytes: number;
  /** The SHA-256 in hex. */
  sha256: string;
  /** The media type that the server declared. */
  type: string;
}
