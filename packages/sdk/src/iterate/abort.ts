import { signalOf, toAbortError } from "../http/on-abort.js";
import type { RequestOptions } from "../lib/sdks.js";

/**
 * @throws {RequestAbortedError} if the signal has aborted; `RequestTimeoutError` if it timed out
 */
export function throwIfAborted(options: RequestOptions): void {
  const signal = signalOf(options);
  if (signal?.aborted) throw toAbortError(signal);
}
