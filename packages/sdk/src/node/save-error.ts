import { BrandedError } from "../models/errors/branded-error.js";
import { HTTPClientError } from "../models/errors/http-client-errors.js";

/**
 * Why a recording could not be saved, where the reason is not one of the call's own:
 * - `"busy"`: another save to the same path is under way
 * - `"disk"`: the file could not be written; the `code` of the cause says why
 * - `"no-recording"`: the session has no such recording
 * - `"checksum"`, `"size"`: the bytes are not the promised ones, or there are more than `maxBytes`;
 *   nothing was saved
 * - `"response"`: the server's responses are inconsistent or make almost no progress
 */
export type SaveRecordingFault =
  | "busy"
  | "disk"
  | "no-recording"
  | "checksum"
  | "size"
  | "response";

/** A recording that was not saved, for a reason found on this side of the wire. */
export class SaveRecordingError extends BrandedError {
  static override readonly brand: string = "SaveRecordingError";
  readonly fault: SaveRecordingFault;

  constructor(fault: SaveRecordingFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

const EXPLAINED: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EISDIR: "it is a folder",
  ENOENT: "its folder does not exist",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "its folder is a file",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
};

/** Does something to a file; tells of a failure in words. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof HTTPClientError) throw cause;
    const { code = "", message } = cause as NodeJS.ErrnoException;
    const reason = EXPLAINED[code] ? `${EXPLAINED[code]} (${code})` : message;
    throw new SaveRecordingError("disk", `cannot write ${path}: ${reason}`, { cause });
  }
}
