import type { RetryConfig } from "../lib/retries.js";
import { retryAfterMs, waitMs } from "./retry-timing.js";
import { startDeadline } from "./timeout.js";

/**
 * Creates the retry policy of a call: a function of each attempt's outcome that returns the
 * milliseconds to wait before the next attempt, or `undefined` if there is to be none.
 */
export function retryPolicy(
  config: RetryConfig | undefined,
  codes: readonly string[] = ["429", "5XX"],
): (outcome: Response | Error) => number | undefined {
  const start = Date.now();
  let attempts = 0;
  return (outcome) => {
    if (config?.strategy !== "backoff") return undefined;
    const { status, headers, name } = outcome as Partial<Response & Error>;
    const isRetryable = status
      ? codes.some((code) => RegExp(`^${code}$`.replace(/x/gi, ".")).test(`${status}`))
      : config.retryConnectionErrors && /^(Connection|RequestTimeout)E/.test(name!);
    if (!isRetryable) return undefined;
    const { backoff = {} } = config;
    const requestedMs = retryAfterMs(headers?.get("retry-after"), Date.now());
    const wait = waitMs(backoff, ++attempts, requestedMs, Math.random());
    // False if a setting is NaN: no retry is better than one without a wait.
    return Date.now() - start + wait <= (backoff.maxElapsedTime ?? 3_600_000) ? wait : undefined;
  };
}

/** Waits. Rejects at once if the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  try {
    // 0 would be no time limit.
    await startDeadline(signal, ms || 1).race(new Promise<never>(() => {}));
  } catch (error) {
    if (signal?.aborted) throw error;
  }
}
