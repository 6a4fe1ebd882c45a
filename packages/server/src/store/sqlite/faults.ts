import { StoreUnavailable } from "../port.js";

/** By the code of an error, or by how it begins. */
const FAULTS = {
  SQLITE_BUSY: {
    reason: "another process writes to its file",
    remedy: "end what holds the file",
    passes: true,
  },
  SQLITE_READONLY: {
    reason: "its file is read-only",
    remedy: "make the data folder and what is in it writable",
    passes: false,
  },
} as const;

/** What a failure of the file means for the store; any other stays what it is. */
export function asUnavailable(error: Error & { code?: string | undefined }): Error {
  const known = Object.entries(FAULTS).find(([code]) => error.code?.startsWith(code));
  return known ? new StoreUnavailable(known[1], error) : error;
}
