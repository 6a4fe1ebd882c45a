import type { BackoffStrategy, RetryConfig } from "../lib/retries.js";
import { ConnectionError, RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { retryAfterMs, waitMs } from "./retry-timing.js";
import { abortion } from "./timeout.js";

const DEFAULT: BackoffStrategy = {
  initialInterval: 500,
  maxInterval: 60_000,
  exponent: 1.5,
  maxElapsedTime: 3_600_000,
};

/** Decides, over the attempts of one call, whether there is to be another, and after how long. */
export interface Retries {
  /** Milliseconds to wait before trying again; `undefined` where this was the last try. */
  after(outcome: Response | Error): number | undefined;
}

export function retriesOf(
  config: RetryConfig | undefined,
  codes: readonly string[] = ["429", "5XX"],
): Retries {
  if (config?.strategy !== "backoff") return { after: () => undefined };
  const strategy = { ...DEFAULT, ...config.backoff };
  const start = performance.now();
  let tries = 0;
  const wait = (retryAfter: string | null) => {
    const ms = waitMs(strategy, ++tries, retryAfterMs(retryAfter, Date.now()), Math.random());
    return performance.now() - start + ms > strategy.maxElapsedTime ? undefined : ms;
  };
  return {
    after(outcome) {
      if (outcome instanceof ConnectionError || outcome instanceof RequestTimeoutError) {
        return config.retryConnectionErrors ? wait(null) : undefined;
      }
      if (outcome instanceof Error) return undefined;
      const { status, headers } = outcome;
      return matches(codes, `${status}`) ? wait(headers.get("retry-after")) : undefined;
    },
  };
}

function matches(codes: readonly string[], status: string): boolean {
  return codes.some((code) => {
    const wanted = `${code}`.toUpperCase();
    return wanted === status || wanted === `${status[0]}XX`;
  });
}

/** Waits; a signal ends the wait at once. */
export function sleep(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(abortion(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
