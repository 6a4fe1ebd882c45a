import { type CalendarDate, fromAbsolute, toCalendarDate, toZoned } from "@internationalized/date";
import { dayZone } from "../../../filters/range.ts";
import { type ListSearch, selectionOf } from "../../../filters/search.ts";
import type { Scope } from "./scope.ts";
import type { Span } from "./time-units.ts";

/** The search of a list that has the sessions of a span of time: whole days if it consists of days. */
export function during({ search, zone }: Scope, { start, end }: Span): ListSearch {
  const timeZone = dayZone(zone);
  const days = [start, end].map((time) => {
    const day = toCalendarDate(fromAbsolute(time, timeZone));
    return startOf(day, timeZone) === time ? day : undefined;
  });
  const [from, until] = days;
  return {
    ...selectionOf(search),
    range: undefined,
    ...(from && until
      ? { from: String(from), until: String(until.subtract({ days: 1 })) }
      : { from: timeText(start), until: timeText(end) }),
  };
}

const startOf = (day: CalendarDate, timeZone: string) => toZoned(day, timeZone).toDate().getTime();

/** `2026-11-17T17:00Z`, with seconds if there are any. */
export const timeText = (time: number): string =>
  new Date(time).toISOString().replace(/(?::00)?\.\d+Z$/, "Z");
