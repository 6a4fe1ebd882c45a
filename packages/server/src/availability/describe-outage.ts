import { BlobsUnavailable } from "../blobs/port.js";
import { StoreUnavailable } from "../store/port.js";
import { isDiskFull } from "./disk-full.js";
import type { Outage } from "./unavailable.js";

/** The reason with its details, and the remedy, for the operator. */
export const describeOutage = ({ reason, details, remedy }: Outage): string =>
  `${details === undefined ? reason : `${reason} (${details})`}; ${remedy}`;

/**
 * Describes on one line why the database or the recording storage cannot be used, and what to do about
 * it.
 * @returns undefined if the error has another cause
 * @example
 * ```ts
 * await store.keys.list().catch((error) => console.error(describeUnavailable(error) ?? error.stack));
 * ```
 */
export function describeUnavailable(error: unknown): string | undefined {
  if (error instanceof StoreUnavailable) {
    return `the database is unavailable: ${describeOutage(error)}`;
  }
  if (error instanceof BlobsUnavailable) {
    return `the recording storage is unavailable: ${describeOutage(error)}`;
  }
  return isDiskFull(error) ? "the disk is full; nothing was stored; free some space" : undefined;
}
