import { fromAbsolute, getDayOfWeek, toCalendarDate } from "@internationalized/date";
import { dayZone } from "../../../filters/range.ts";
import { filterRequest } from "../../../filters/request.ts";
import type { ListSearch } from "../../../filters/search.ts";
import { during } from "./link.ts";
import type { Scope, Source } from "./scope.ts";
import { spanOf } from "./span.ts";
import { nameOfSpan } from "./time-names.ts";
import { indexOf, type Span, unitsIn } from "./time-units.ts";

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** One hour of the calendar with its sessions. */
export interface Hour {
  readonly name: string;
  readonly sessions: number;
  readonly link: ListSearch;
}

/** An hour of a weekday. */
export interface Cell {
  readonly weekday: number;
  readonly hour: number;
  readonly sessions: number;
  /** The hours of the calendar that have sessions. */
  readonly hours: readonly Hour[];
  /** Whether there was such an hour yet in the time range. */
  readonly isPast: boolean;
}

export interface HeatMap {
  /** By weekday from Monday, then by hour. */
  readonly cells: readonly (readonly Cell[])[];
  readonly busiest: Cell;
}

/** Hours of one request: a response has at most 1,000 groups. */
const HOURS_PER_REQUEST = 984;
/** About 400 days. A longer range is too long to be read by hour. */
const MAX_REQUESTS = 10;
const HOUR = 3_600_000;

/** The sessions by weekday and hour. Undefined if there are none; `too long` if the time range is. */
export async function loadHeatMap(
  source: Source,
  scope: Scope,
  now = Date.now(),
): Promise<HeatMap | "too long" | undefined> {
  const span = await spanOf(source, scope);
  if (!span) return undefined;
  if (span.end - span.start > MAX_REQUESTS * HOURS_PER_REQUEST * HOUR) return "too long";
  const timeZone = dayZone(scope.zone);
  const hours = unitsIn(span, "hour", timeZone);
  const counts = await countHours(source, scope, hours, timeZone);
  const cells = WEEKDAYS.map((_, weekday) =>
    HOURS.map((hour) => ({ weekday, hour, sessions: 0, hours: [] as Hour[], isPast: false })),
  );
  hours.forEach((one, index) => {
    const local = fromAbsolute(one.start, timeZone);
    const cell = cells[getDayOfWeek(toCalendarDate(local), "en-GB")]?.[local.hour];
    if (!cell || one.start > now) return;
    cell.isPast = true;
    const sessions = counts[index] ?? 0;
    if (sessions === 0) return;
    cell.sessions += sessions;
    const name = nameOfSpan(one, "hour", timeZone);
    cell.hours.push({ name, sessions, link: during(scope, one) });
  });
  const busiest = cells
    .flat()
    .reduce((best, cell) => (cell.sessions > best.sessions ? cell : best));
  return busiest.sessions > 0 ? { cells, busiest } : undefined;
}

async function countHours(
  source: Source,
  { search, zone }: Scope,
  hours: readonly Span[],
  timeZone: string,
): Promise<number[]> {
  const parts = Array.from({ length: Math.ceil(hours.length / HOURS_PER_REQUEST) }, (_, part) =>
    hours.slice(part * HOURS_PER_REQUEST, (part + 1) * HOURS_PER_REQUEST),
  );
  const responses = await Promise.all(
    parts.map((part) =>
      source.stats({
        ...filterRequest(search, zone),
        startDatetime: new Date((part[0] as Span).start).toISOString(),
        endDatetime: new Date((part.at(-1) as Span).end).toISOString(),
        groupBy: "hour",
        timeZone,
      }),
    ),
  );
  const counts = hours.map(() => 0);
  for (const { key, sessions } of responses.flatMap(({ groups }) => groups)) {
    const index = indexOf(hours, Date.parse(key as string));
    counts[index] = (counts[index] ?? 0) + sessions;
  }
  return counts;
}

/** How much darker than an empty one a cell is: 0 without sessions, otherwise 1 to 4. */
export const levelOf = (sessions: number, most: number): number =>
  sessions === 0 ? 0 : Math.ceil((4 * sessions) / most);
