import { DAY, HOUR } from "../time-buckets.js";
import { type ZonePeriod, zonePeriods } from "./zone-periods.js";

/** The groups by time that follow one another. */
export type TimeUnit = "hour" | "day" | "week" | "month";

/** A group by time: the number of its hour or day, as of `grain`, and its key. */
export interface TimeGroup {
  readonly id: number;
  readonly key: string;
}

const DAYS_PER_WEEK = 7;
const MONTHS_PER_YEAR = 12;
/** 1970 began on a Thursday, so many days after a Monday. */
const FIRST_WEEKDAY = 3;
const DAY_MS = DAY.width / 1_000;

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/** The days since the last Monday. */
export const weekdayOf = (day: number): number => modulo(day + FIRST_WEEKDAY, DAYS_PER_WEEK);

/** The number of a unit in local time that a day since 1970 is in. */
export function unitOf(unit: Exclude<TimeUnit, "hour">, day: number): number {
  if (unit === "day") return day;
  if (unit === "week") return Math.floor((day + FIRST_WEEKDAY) / DAYS_PER_WEEK);
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * MONTHS_PER_YEAR + date.getUTCMonth();
}

/** The first day of a unit. */
function firstDayOf(unit: Exclude<TimeUnit, "hour">, number: number): number {
  if (unit === "day") return number;
  if (unit === "week") return number * DAYS_PER_WEEK - FIRST_WEEKDAY;
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(number / MONTHS_PER_YEAR), modulo(number, MONTHS_PER_YEAR), 1);
  return date.getTime() / DAY_MS;
}

/** Splits a time range with one offset where local weeks or months begin. */
export function splitAtUnits(unit: "week" | "month", period: ZonePeriod): ZonePeriod[] {
  const { from, until, offset } = period;
  const parts: ZonePeriod[] = [];
  for (let start = from; start < until; ) {
    const next = unitOf(unit, localDay(start, offset)) + 1;
    const end = Math.min(firstDayOf(unit, next) * DAY.width - offset, until);
    parts.push({ from: start, until: end, offset });
    start = end;
  }
  return parts;
}

/** The local day of a time in microseconds. */
export const localDay = (time: number, offset: number): number =>
  Math.floor((time + offset) / DAY.width);

/**
 * The days, weeks or months from one number to another. A day that a time zone skipped is left out.
 * Undefined if there are more than `max`.
 */
export function unitsBetween(
  unit: Exclude<TimeUnit, "hour">,
  timeZone: string,
  [first, last]: readonly [number, number],
  max: number,
): TimeGroup[] | undefined {
  if (last - first >= max) return undefined;
  const from = (firstDayOf(unit, first) - 2) * DAY.width;
  const until = (firstDayOf(unit, last) + 2) * DAY.width;
  const periods = zonePeriods(timeZone, { from, until });
  const groups: TimeGroup[] = [];
  for (let id = first; id <= last; id++) {
    const key = startOfDay(periods, firstDayOf(unit, id), unit !== "day");
    if (key !== undefined) groups.push({ id, key });
  }
  return groups;
}

/** When a local day begins. One that was skipped begins when the next day does, if `isSkippable` is false. */
function startOfDay(
  periods: readonly ZonePeriod[],
  day: number,
  mayBeLater: boolean,
): string | undefined {
  for (const { from, until, offset } of periods) {
    const start = Math.max(from, day * DAY.width - offset);
    const isOnDay = mayBeLater || start < (day + 1) * DAY.width - offset;
    if (start < until && isOnDay) return timeText(start, offset);
  }
  return undefined;
}

/**
 * The hours from one to another, each by the time at which it begins, in microseconds. An hour that occurs
 * twice, because clocks are turned back, is two groups. Undefined if there are more than `max`.
 */
export function hoursBetween(
  timeZone: string,
  [first, last]: readonly [number, number],
  max: number,
): TimeGroup[] | undefined {
  if ((last - first) / HOUR.width >= max) return undefined;
  const groups: TimeGroup[] = [];
  for (const { from, until, offset } of zonePeriods(timeZone, {
    from: first,
    until: last + HOUR.width,
  })) {
    const start = Math.floor((from + offset) / HOUR.width) * HOUR.width - offset;
    for (let id = start; id < until; id += HOUR.width) {
      // An offset may change within an hour, whose two parts are then two groups.
      if (id >= first && id <= last) groups.push({ id, key: timeText(Math.max(id, from), offset) });
    }
  }
  return groups.length > max ? undefined : groups;
}

const MINUTE = 60_000_000;

/** A time in microseconds in RFC 3339, as local time with its offset. */
function timeText(time: number, offset: number): string {
  const local = new Date((time + offset) / 1_000).toISOString().slice(0, -".000Z".length);
  if (offset === 0) return `${local}Z`;
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const twoDigits = (number: number) => String(number).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(rest)}`;
}
