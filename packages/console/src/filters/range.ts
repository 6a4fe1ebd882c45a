import {
  type CalendarDate,
  type DateValue,
  endOfMonth,
  getLocalTimeZone,
  parseDate,
  startOfMonth,
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

/** The days that a search selects. Absent ends are open. */
export function daysOf(search: ListSearch, zone: Zone): Days {
  if (search.range) return presetDays(search.range, zone);
  return { first: readDay(search.from), last: readDay(search.until) };
}

function readDay(text: string | undefined): CalendarDate | undefined {
  try {
    return text === undefined ? undefined : parseDate(text);
  } catch {
    return undefined;
  }
}

/** The bounds of a request: the start inclusive, the end exclusive. */
export function boundsOf({ first, last }: Days, zone: Zone) {
  const start = (day: DateValue) => toZoned(day, dayZone(zone)).toAbsoluteString();
  return {
    startDatetime: first && start(first),
    endDatetime: last && start(last.add({ days: 1 })),
  };
}
