import type { BackoffConfig } from "../lib/retries.js";

/**
 * Milliseconds to wait by a `Retry-After` header: a number of seconds, or a date in one of the three
 * formats of RFC 9110, section 5.6.7. Negative if the date is in the past; `NaN` if the header is
 * absent or invalid.
 * @param now milliseconds since 1970
 */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  const text = `${header}`;
  if (/^[\d.]+$/.test(text)) return +text * 1000;
  const lastYear = new Date(now).getUTCFullYear() + 50;
  const date = text
    // Sun Nov  6 08:49:37 1994
    .replace(/:\d\d \d{4}$/, "$& GMT")
    // Sunday, 06-Nov-94 08:49:37 GMT
    .replace(/-\d\d /, (year) => `-${lastYear - ((lastYear + +year) % 100)} `);
  // Date.parse alone accepts almost any text with a number in it.
  return /:\d\d (\d{4} )?GMT$/.test(date) ? Date.parse(date) - now : Number.NaN;
}

/**
 * Milliseconds to wait before the next attempt: a time that grows with each attempt, up to
 * `maxInterval`, and at least the time that the server requested. Jitter reduces the client's own
 * wait by up to half, so that clients do not retry at the same time.
 * @param attempts the number of attempts that were made, from 1
 * @param requestedMs the time that the server requested; `NaN` if none
 * @param random a number from 0 to 1
 */
export function waitMs(
  {
    initialInterval = 500,
    exponent = 1.5,
    maxInterval = 60_000,
  }: NonNullable<BackoffConfig["backoff"]>,
  attempts: number,
  requestedMs: number,
  random: number,
): number {
  const wait = Math.min(initialInterval * exponent ** (attempts - 1), maxInterval);
  return Math.max(wait * (0.5 + random / 2), requestedMs || 0);
}
