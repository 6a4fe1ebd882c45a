import { toAbortError } from "../http/on-abort.js";
import type { RequestOptions } from "../lib/sdks.js";

/** The caller's signal, from either place in the options. */
export const signalOf = ({
  signal,
  fetchOptions,
}: RequestOptions): AbortSignal | null | undefined => signal ?? fetchOptions?.signal;

/**
 * @throws {RequestAbortedError} if the signal has aborted; `RequestTimeoutError` if it timed out
 */
export function throwIfAborted(options: RequestOptions): void {
  const signal = signalOf(options);
  if (signal?.aborted) throw toAbortError(signal);
}
