import type { BackoffStrategy } from "../lib/retries.js";

/**
 * Milliseconds that a `Retry-After` header asks to wait, from a number of seconds or a date;
 * below 0 where the date has passed, `NaN` where the header is absent or malformed.
 * @param now milliseconds since 1970
 */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  const text = `${header}`;
  if (/^[\d.]+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would take almost any text that holds a number for a date.
  return / GMT$/.test(text) ? Date.parse(text) - now : Number.NaN;
}

/**
 * Milliseconds to wait before the next attempt: what the server asked for, limited to the shortest and
 * the longest wait, or else a wait that grows with each attempt. Jitter spreads waits over their upper
 * half, so that clients do not retry at the same time.
 * @param tries how many tries there were, from 1
 * @param random a number from 0 to 1
 */
export function waitMs(
  { initialInterval, exponent, maxInterval }: BackoffStrategy,
  tries: number,
  asked: number,
  random: number,
): number {
  const spread = 0.5 + random / 2;
  // Even if the server asks for it, the client must not retry without a wait.
  if (asked > 0) return Math.min(Math.max(asked, initialInterval * spread), maxInterval);
  return Math.min(initialInterval * exponent ** (tries - 1), maxInterval) * spread;
}
