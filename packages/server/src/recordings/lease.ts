import type { RecordingKey, RecordingStore } from "../store/port.js";

/** An upload is in progress as long as its process renews its lease within this time. */
export const LEASE_MS = 5 * 60_000;

/** Renews the lease of an upload until the returned function is called. */
export function holdLease(store: RecordingStore, upload: RecordingKey): () => void {
  const renew = () => {
    // If the store is unavailable, there is time to try again before the lease ends.
    store.renew(upload, Date.now() + LEASE_MS).catch(() => undefined);
  };
  const timer = setInterval(renew, LEASE_MS / 5);
  return () => clearInterval(timer);
}
