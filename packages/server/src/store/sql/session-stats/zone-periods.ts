import { Temporal } from "temporal-polyfill";
import type { TimeRange } from "../time-buckets.js";

/** A time range in which a time zone has one offset. */
export interface ZonePeriod extends TimeRange {
  /** Local time minus UTC, in microseconds. */
  readonly offset: number;
}

const PER_MILLISECOND = 1_000;

/** Splits a finite time range where the offset of a time zone changes. */
export function zonePeriods(timeZone: string, { from, until }: TimeRange): ZonePeriod[] {
  const periods: ZonePeriod[] = [];
  const first = Temporal.Instant.fromEpochMilliseconds(Math.floor(from / PER_MILLISECOND));
  let at = first.toZonedDateTimeISO(timeZone);
  for (let start = from; start < until; ) {
    const next = at.getTimeZoneTransition("next");
    const end = next ? Math.min(next.epochMilliseconds * PER_MILLISECOND, until) : until;
    periods.push({ from: start, until: end, offset: at.offsetNanoseconds / PER_MILLISECOND });
    at = next ?? at;
    start = end;
  }
  return periods;
}
