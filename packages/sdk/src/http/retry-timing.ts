import type { BackoffStrategy } from "../lib/retries.js";

/**
 * Milliseconds to wait by a `Retry-After` header, which has a number of seconds or a date. Negative
 * if the date is in the past; `NaN` if the header is absent or invalid.
 * @param now milliseconds since 1970
 */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  const text = `${header}`;
  if (/^[\d.]+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone accepts almost any text with a number in it.
  return / GMT$/.test(text) ? Date.parse(text) - now : Number.NaN;
}

/**
 * Milliseconds to wait before the next attempt: the time that the server requested, between
 * `initialInterval` and `maxInterval`, or else a time that grows with each attempt. Jitter reduces
 * the wait by up to half, so that clients do not retry at the same time.
 * @param attempts the number of attempts that were made, from 1
 * @param requestedMs the time that the server requested; `NaN` if none
 * @param random a number from 0 to 1
 */
export function waitMs(
  { initialInterval, exponent, maxInterval }: BackoffStrategy,
  attempts: number,
  requestedMs: number,
  random: number,
): number {
  const jitter = 0.5 + random / 2;
  // A retry without a wait is not allowed, even if the server requests it.
  if (requestedMs > 0) {
    return Math.min(Math.max(requestedMs, initialInterval * jitter), maxInterval);
  }
  return Math.min(initialInterval * exponent ** (attempts - 1), maxInterval) * jitter;
}
