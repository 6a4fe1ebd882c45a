import {
  type CalendarDate,
  fromAbsolute,
  startOfMonth,
  startOfWeek,
  toCalendarDate,
  toZoned,
} from "@internationalized/date";

/** A stretch of time in milliseconds since 1970: the start inclusive, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Unit = "hour" | "3 hours" | "day" | "week" | "month";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The longest ranges, in days, that each unit is good for. The one more hour is for clocks turned back. */
const LONGEST: readonly (readonly [Unit, days: number])[] = [
  ["hour", 2],
  ["3 hours", 10],
  ["day", 92],
  ["week", 740],
];

/** The unit in which a chart of a span has neither too few nor too many rows. */
export const unitFor = ({ start, end }: Span): Unit =>
  LONGEST.find(([, days]) => end - start <= days * DAY + HOUR)?.[0] ?? "month";

/** The unit for numbers that need many sessions each: a day or longer, except for a day or two. */
export const wideUnitFor = (span: Span): Exclude<Unit, "3 hours"> => {
  const unit = unitFor(span);
  return unit === "3 hours" ? "day" : unit;
};

/** The units of a time zone that a span consists of. The first and the last are cut off at its ends. */
export function unitsIn(span: Span, unit: Unit, timeZone: string): Span[] {
  const starts =
    unit === "hour" || unit === "3 hours"
      ? startsOfHours(span, unit === "hour" ? 1 : 3, timeZone)
      : startsOfDays(span, unit, timeZone);
  return starts.map((start, index) => ({
    start: Math.max(start, span.start),
    end: Math.min(starts[index + 1] ?? span.end, span.end),
  }));
}

/** The start of the hour of a time zone that a time is in. */
function startOfHour(time: number, timeZone: string): number {
  const { offset } = fromAbsolute(time, timeZone);
  return Math.floor((time + offset) / HOUR) * HOUR - offset;
}

/** The starts of blocks of hours. A day begins with a new block. */
function startsOfHours({ start, end }: Span, hours: number, timeZone: string): number[] {
  const starts: number[] = [];
  let last: string | undefined;
  for (let time = startOfHour(start, timeZone); time < end; ) {
    const local = fromAbsolute(time, timeZone);
    // An hour that occurs twice is two blocks of one hour, but in one block of several.
    const block = hours === 1 ? time : `${toCalendarDate(local)} ${Math.floor(local.hour / hours)}`;
    if (String(block) !== last) starts.push(time);
    last = String(block);
    time = startOfHour(time + HOUR, timeZone);
  }
  return starts;
}

function startsOfDays(
  { start, end }: Span,
  unit: "day" | "week" | "month",
  timeZone: string,
): number[] {
  const starts: number[] = [];
  const startOf = (day: CalendarDate) => toZoned(day, timeZone).toDate().getTime();
  let day = startOfUnit(toCalendarDate(fromAbsolute(start, timeZone)), unit);
  while (startOf(day) < end) {
    starts.push(startOf(day));
    day = day.add({ [`${unit}s`]: 1 });
  }
  return starts;
}

function startOfUnit(day: CalendarDate, unit: "day" | "week" | "month"): CalendarDate {
  if (unit === "month") return startOfMonth(day);
  return unit === "week" ? startOfWeek(day, "en-GB") : day;
}

/** The index of the span that a time is in. Spans follow one another. */
export function indexOf(spans: readonly Span[], time: number): number {
  let [low, high] = [0, spans.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((spans[middle] as Span).start <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
