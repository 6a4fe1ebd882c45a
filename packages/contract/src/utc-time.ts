/** `2026-01-31T09:00:00Z`, or with milliseconds or smaller fractions of the second. */
const UTC = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{3,})?Z$/;

const digit = (text: string, index: number): number => text.charCodeAt(index) - 48;
const twoDigits = (text: string, index: number): number =>
  10 * digit(text, index) + digit(text, index + 1);

/** The last day that was parsed. The times of a response are often of the same day. */
let lastDay = "";
let lastDayMs = Number.NaN;

/**
 * Milliseconds since 1970 of a date-time in UTC, such as `2026-01-31T09:00:00Z`; `NaN` for any other
 * text, even for a date-time with an offset. Returns the same as `Date.parse`, in a third of the time
 * if the day is the same as in the previous call.
 */
export function utcMilliseconds(text: string): number {
  if (!UTC.test(text)) return Number.NaN;
  const day = text.slice(0, 10);
  if (day !== lastDay) {
    lastDay = day;
    // With a time of day, because V8 reads some invalid days without one.
    lastDayMs = Date.parse(`${day}T00:00:00Z`);
  }
  const minutes = 60 * twoDigits(text, 11) + twoDigits(text, 14);
  const ms = text.length > 20 ? 100 * digit(text, 20) + twoDigits(text, 21) : 0;
  return lastDayMs + (60 * minutes + twoDigits(text, 17)) * 1000 + ms;
}
