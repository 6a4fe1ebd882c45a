/**
 * The sums of durations in `session_counts` are in microseconds. Whole numbers add up exactly, in any order, and
 * what a removed session had added is subtracted exactly, up to a total of 285 years.
 */

/** Longer durations are counted with this one, and negative ones likewise. In seconds. */
export const MAX_DURATION = 1_000_000_000;

const PER_SECOND = 1_000_000;
const HALF = 0.5;

/** What a session adds to the sums, by its duration in seconds. */
export const countedDuration = (duration: number | null): number =>
  duration === null
    ? 0
    : Math.floor(Math.max(-MAX_DURATION, Math.min(MAX_DURATION, duration)) * PER_SECOND + HALF);

/** The duration of a row of `sessions`, limited to those that are counted. */
export const LIMITED_DURATION = `CASE WHEN duration > ${MAX_DURATION} THEN ${MAX_DURATION}
  WHEN duration < -${MAX_DURATION} THEN -${MAX_DURATION} ELSE duration END`;

/** What a row of `sessions` adds to the sums. */
export const COUNTED_DURATION = `coalesce(floor((${LIMITED_DURATION}) * ${PER_SECOND}.0 + ${HALF}), 0)`;

/** A sum in seconds. */
export const toSeconds = (sum: number): number => sum / PER_SECOND;
