import { abortion } from "../http/on-abort.js";
import type { RequestOptions } from "../lib/sdks.js";

/** The caller's signal, wherever it was given. */
export const signalOf = ({
  signal,
  fetchOptions,
}: RequestOptions): AbortSignal | null | undefined => signal ?? fetchOptions?.signal;

/** @throws {RequestAbortedError} once the caller's signal has fired, or a `RequestTimeoutError` */
export function throwIfAborted(options: RequestOptions): void {
  const signal = signalOf(options);
  if (signal?.aborted) throw abortion(signal);
}
