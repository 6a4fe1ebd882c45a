import {
  type CalendarDate,
  endOfMonth,
  fromAbsolute,
  getLocalTimeZone,
  parseDate,
  startOfMonth,
  toCalendarDate,
  today,
  toZoned,
} from "@internationalized/date";
import type { Zone } from "../app/preferences.ts";
import type { ListSearch, Preset } from "./search.ts";

/** Whole days, both ends included. */
export interface Days {
  readonly first: CalendarDate | undefined;
  readonly last: CalendarDate | undefined;
}

/** The zone in which days begin. Each agent has its own zone, so a range of days has that of the viewer. */
export const dayZone = (zone: Zone): string => (zone === "utc" ? "UTC" : getLocalTimeZone());

export function presetDays(
  preset: Preset,
  zone: Zone,
): { first: CalendarDate; last: CalendarDate } {
  const now = today(dayZone(zone));
  switch (preset) {
    case "today":
      return { first: now, last: now };
    case "yesterday":
      return { first: now.subtract({ days: 1 }), last: now.subtract({ days: 1 }) };
    case "7d":
      return { first: now.subtract({ days: 6 }), last: now };
    case "30d":
      return { first: now.subtract({ days: 29 }), last: now };
    case "month":
      return { first: startOfMonth(now), last: now };
    case "last-month": {
      const before = now.subtract({ months: 1 });
      return { first: startOfMonth(before), last: endOfMonth(before) };
    }
  }
}

/** The days that a search selects, whole or in part. Absent ends are open. */
export function daysOf(search: ListSearch, zone: Zone): Days {
  if (search.range) return presetDays(search.range, zone);
  const [from, until] = [readTime(search.from), readTime(search.until)];
  const dayOf = (time: number) => toCalendarDate(fromAbsolute(time, dayZone(zone)));
  return {
    first: from === undefined ? readDay(search.from) : dayOf(from),
    last: until === undefined ? readDay(search.until) : dayOf(until - 1),
  };
}

/** The times that a search selects, in milliseconds since 1970: the start inclusive, the end exclusive. */
export interface Times {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

export function timesOf(search: ListSearch, zone: Zone): Times {
  const { first, last } = daysOf(search, zone);
  const startOf = (day: CalendarDate) => toZoned(day, dayZone(zone)).toDate().getTime();
  const { from, until } = search.range ? {} : search;
  return {
    start: readTime(from) ?? (first && startOf(first)),
    end: readTime(until) ?? (last && startOf(last.add({ days: 1 }))),
  };
}

/** Whether a search begins or ends at a time and not with a day. */
export const hasTime = ({ range, from, until }: ListSearch): boolean =>
  !range && (readTime(from) ?? readTime(until)) !== undefined;

function readTime(text: string | undefined): number | undefined {
  const time = text?.includes("T") ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function readDay(text: string | undefined): CalendarDate | undefined {
  try {
    return text === undefined ? undefined : parseDate(text);
  } catch {
    return undefined;
  }
}

/** The bounds of a request: the start inclusive, the end exclusive. */
export function boundsOf(search: ListSearch, zone: Zone) {
  const { start, end } = timesOf(search, zone);
  const text = (time: number | undefined) =>
    time === undefined ? undefined : new Date(time).toISOString();
  return { startDatetime: text(start), endDatetime: text(end) };
}
