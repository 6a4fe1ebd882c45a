import { DateFormatter } from "@internationalized/date";
import type { Zone } from "../app/preferences.ts";
import { type Days, daysOf, dayZone, hasTime, type Times, timesOf } from "./range.ts";
import type { ListSearch } from "./search.ts";

const day = new DateFormatter("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayAndYear = new DateFormatter("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** `11–17 Nov`, with the year if it is not this one. */
export function describeDays({ first, last }: Days): string {
  const thisYear = new Date().getFullYear();
  const needsYear = [first, last].some((date) => date && date.year !== thisYear);
  const format = needsYear ? dayAndYear : day;
  if (first && last) {
    return first.compare(last) === 0
      ? format.format(first.toDate("UTC"))
      : format.formatRange(first.toDate("UTC"), last.toDate("UTC"));
  }
  if (first) return `from ${format.format(first.toDate("UTC"))}`;
  return last ? `until ${format.format(last.toDate("UTC"))}` : "All time";
}

/** `Tue 17 Nov, 09:00 – 12:00`. */
export function describeTimes({ start, end }: Times, timeZone: string): string {
  const needsYear = new Date(start ?? end ?? 0).getFullYear() !== new Date().getFullYear();
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
    ...(needsYear && { year: "numeric" }),
  });
  if (start !== undefined && end !== undefined) return format.formatRange(start, end);
  return start !== undefined ? `from ${format.format(start)}` : `until ${format.format(end)}`;
}

/** The days or times that a search selects, in words. */
export function describeRange(search: ListSearch, zone: Zone): string {
  return hasTime(search)
    ? describeTimes(timesOf(search, zone), dayZone(zone))
    : describeDays(daysOf(search, zone));
}
