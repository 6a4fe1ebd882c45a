import { fromAbsolute, toCalendarDateTime, today, toZoned } from "@internationalized/date";
import { describeDays, describeTimes } from "../../../filters/describe-range.ts";
import { daysOf, dayZone, hasTime, timesOf } from "../../../filters/range.ts";
import type { ListSearch } from "../../../filters/search.ts";
import { timeText } from "./link.ts";
import type { Scope } from "./scope.ts";

/** The period that the numbers are compared with. */
export interface Before {
  readonly search: ListSearch;
  /** `4–10 Nov`. */
  readonly text: string;
  /** `the previous 7 days`. */
  readonly name: string;
}

const MINUTE = 60_000;

/**
 * The period before the one that a search selects: as many days, or as long. If the search includes the current time,
 * the period ends at the same time of the day. Undefined without a start, because nothing is before all time.
 */
export function periodBefore({ search, zone }: Scope, now: number): Before | undefined {
  return hasTime(search) ? timesBefore({ search, zone }, now) : daysBefore({ search, zone }, now);
}

function daysBefore({ search, zone }: Scope, now: number): Before | undefined {
  const timeZone = dayZone(zone);
  const { first, last = today(timeZone) } = daysOf(search, zone);
  if (!first || first.compare(last) > 0) return undefined;
  const days = last.compare(first) + 1;
  const before = { first: first.subtract({ days }), last: last.subtract({ days }) };
  const name = days === 1 ? "the previous day" : `the previous ${days} days`;
  const dates = { range: undefined, from: String(before.first) };
  const end = toZoned(last.add({ days: 1 }), timeZone)
    .toDate()
    .getTime();
  if (now >= end) {
    const text = describeDays(before);
    return { search: { ...search, ...dates, until: String(before.last) }, text, name };
  }
  // Rounded, so that a request within the same minute is the same.
  const minute = Math.floor(now / MINUTE) * MINUTE;
  const local = toCalendarDateTime(fromAbsolute(minute, timeZone));
  const until = toZoned(local.subtract({ days }), timeZone).toDate().getTime();
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone }).format(until);
  const text = `${describeDays(before)} until ${time}`;
  return { search: { ...search, ...dates, until: timeText(until) }, text, name };
}

function timesBefore({ search, zone }: Scope, now: number): Before | undefined {
  const { start, end } = timesOf(search, zone);
  if (start === undefined || end === undefined || start >= Math.min(end, now)) return undefined;
  const length = end - start;
  const times = { start: start - length, end: Math.min(end, now) - length };
  return {
    search: {
      ...search,
      range: undefined,
      from: timeText(times.start),
      until: timeText(times.end),
    },
    text: describeTimes(times, dayZone(zone)),
    name: "the previous period",
  };
}
