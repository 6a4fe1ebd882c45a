import { BrandedError } from "../models/errors/branded-error.js";
import { HTTPClientError } from "../models/errors/http-client-errors.js";

/**
 * Why a recording was not saved:
 * - `"busy"`: another save to the same path is in progress
 * - `"disk"`: the file could not be written; the `code` of the cause says why
 * - `"no-recording"`: the session does not have the requested recording
 * - `"checksum"`: the SHA-256 of the recording is not the expected one
 * - `"size"`: the recording does not have the declared size, or has more than `maxBytes`
 * - `"response"`: the server's responses are inconsistent or make almost no progress
 */
export type SaveRecordingFault =
  | "busy"
  | "disk"
  | "no-recording"
  | "checksum"
  | "size"
  | "response";

/** A recording was not saved for a reason that `fault` names, not because a request failed. */
export class SaveRecordingError extends BrandedError {
  static override readonly brand: string = "SaveRecordingError";
  readonly fault: SaveRecordingFault;

  constructor(fault: SaveRecordingFault, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.fault = fault;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "disk quota exceeded",
  EFBIG: "file too large",
  EISDIR: "is a folder",
  ELOOP: "is a symbolic link, or contains too many symbolic links",
  ENOENT: "folder not found",
  ENOSPC: "no space left on the disk",
  ENOTDIR: "not a folder",
  EPERM: "operation not permitted",
  EROFS: "read-only file system",
};

/** Runs work on a file. Explains the error if it fails. */
export async function withDiskErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof HTTPClientError) throw cause;
    const { code = "", message } = cause as NodeJS.ErrnoException;
    const reason = REASONS[code] ? `${REASONS[code]} (${code})` : message;
    throw new SaveRecordingError("disk", `cannot write ${path}: ${reason}`, { cause });
  }
}
