import type { Outage } from "../../availability/unavailable.js";
import { StoreUnavailable } from "../port.js";

/** By error code, or the beginning of one. */
const OUTAGES: Readonly<Record<string, Outage>> = {
  SQLITE_BUSY: {
    reason: "another process is writing to its file",
    remedy: "stop the other process",
    transient: true,
  },
  SQLITE_READONLY: {
    reason: "its file is read-only",
    remedy: "make the data folder and its files writable",
    transient: false,
  },
};

/** Wraps an error that makes the store unavailable in `StoreUnavailable`. Returns others unchanged. */
export function toStoreError(error: Error & { code?: string | undefined }): Error {
  const outage = Object.entries(OUTAGES).find(([code]) => error.code?.startsWith(code));
  return outage ? new StoreUnavailable(outage[1], error) : error;
}
