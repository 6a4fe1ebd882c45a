import type { RequestOptions } from "../lib/sdks.js";

/** How far a save is. */
export interface Progress {
  /** How many bytes are in the file, those of earlier attempts included. */
  bytes: number;
  /** How many there are to be, where the server tells. */
  total: number | undefined;
}

/**
 * Options of `saveRecording`, beside those of any call. `timeoutMs` is for an attempt to be
 * answered; `retries` sets the waits between attempts, and with `{strategy: "none"}` there is only
 * one.
 */
export type SaveRecordingOptions = RequestOptions & {
  /** Told at the start and whenever bytes were written. What it throws ends the save. */
  onProgress?: (progress: Progress) => void;
  /** The SHA-256 that the recording must have, in hex. Default: the one that the server sends, if any. */
  sha256?: string;
  /**
   * The most bytes that the recording may have; a larger one is not saved. Default 17,179,869,184
   * (16 GiB).
   */
  maxBytes?: number;
  /** How long no byte may come before the attempt counts as cut, in milliseconds. Default 30,000. */
  idleTimeoutMs?: number;
  /** How many attempts in a row may bring no byte that is new before giving up. Default 5. */
  attempts?: number;
};

/** A recording that lies on disk, whole and verified. */
export interface SavedRecording {
  /** Where, absolute. */
  path: string;
  bytes: number;
  /** Its SHA-256 in hex. */
  sha256: string;
  /** Its media type, as the server gave it. */
  type: string;
}
