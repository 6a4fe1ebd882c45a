import type { BackoffStrategy, RetryConfig } from "../lib/retries.js";
import { retryAfterMs, waitMs } from "./retry-timing.js";
import { openScope } from "./timeout.js";

const DEFAULT: BackoffStrategy = {
  initialInterval: 500,
  maxInterval: 60_000,
  exponent: 1.5,
  maxElapsedTime: 3_600_000,
};

/**
 * Says after each attempt of a call how many milliseconds to wait before the next one; `undefined`
 * where there is to be none.
 */
export function retryPolicy(
  config: RetryConfig | undefined,
  codes: readonly string[] = ["429", "5XX"],
): (outcome: Response | Error) => number | undefined {
  const start = Date.now();
  let tries = 0;
  return (outcome) => {
    if (config?.strategy !== "backoff") return undefined;
    const { status, headers, name } = outcome as Partial<Response & Error>;
    const again = status
      ? codes.some((code) => RegExp(`^${code}$`.replace(/x/gi, ".")).test(`${status}`))
      : config.retryConnectionErrors && /^(Connection|RequestTimeout)E/.test(name!);
    if (!again) return undefined;
    const backoff = { ...DEFAULT, ...config.backoff };
    const asked = retryAfterMs(headers?.get("retry-after"), Date.now());
    const wait = waitMs(backoff, ++tries, asked, Math.random());
    // Where one of them is no number, there is no next attempt, rather than one at once.
    return Date.now() - start + wait <= backoff.maxElapsedTime ? wait : undefined;
  };
}

/** Waits; a signal ends the wait at once. */
export async function sleep(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  try {
    // A scope of no time would last for ever.
    await openScope(signal, ms || 1).race(new Promise<never>(() => {}));
  } catch (error) {
    if (signal?.aborted) throw error;
  }
}
