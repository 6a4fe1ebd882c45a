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
 * Milliseconds to wait before the next try: what the server asked for, within the shortest and the
 * longest wait, else a wait that grows with the tries. Waits are spread by chance over the upper
 * half, so that clients do not march in step.
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
  // A server must not make a client send request after request at once.
  if (asked > 0) return Math.min(Math.max(asked, initialInterval * spread), maxInterval);
  return Math.min(initialInterval * exponent ** (tries - 1), maxInterval) * spread;
}
