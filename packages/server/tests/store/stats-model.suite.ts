import type { SessionWire } from "syllable-contract";
import { expect } from "vitest";
import type {
  MeasuredPercentiles,
  MeasuredTimes,
  SessionStats,
  StatsQuery,
} from "../../src/store/port.js";
import type { Assessed } from "./assessed-sessions.suite.js";
import { LocalTimes } from "./local-time.suite.js";

type GroupBy = StatsQuery["groupBy"];
export type AssessedSession = SessionWire & Assessed & { readonly times: MeasuredTimes };

const DAY_MS = 86_400_000;
const DURATION_GROUPS = [0, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600];
export const UNITS: readonly GroupBy[] = ["hour", "day", "week", "month", "weekday", "hour_of_day"];

interface Expected {
  sessions: number;
  duration: number;
  times: MeasuredTimes;
}

const NO_TIMES: MeasuredTimes = { responseGaps: [], latencies: [] };

const joined = (one: MeasuredTimes, other: MeasuredTimes): MeasuredTimes => ({
  responseGaps: [...one.responseGaps, ...other.responseGaps],
  latencies: [...one.latencies, ...other.latencies],
});

/** The times of all of these sessions. */
export const timesOf = (sessions: readonly AssessedSession[]): MeasuredTimes =>
  sessions.reduce((all, { times }) => joined(all, times), NO_TIMES);

/** Expects percentiles to be within 5 percent of the exact ones. Times below 10 ms count as 0. */
export function expectPercentiles(
  found: MeasuredPercentiles | undefined,
  times: MeasuredTimes,
  details: string,
): void {
  for (const measure of ["responseGaps", "latencies"] as const) {
    const sorted = [...times[measure]].sort((one, other) => one - other);
    const percentiles = found?.[measure];
    if (sorted.length === 0) {
      expect(percentiles, details).toBeUndefined();
      continue;
    }
    expect(percentiles?.count, details).toBe(sorted.length);
    for (const percent of [50, 95, 99] as const) {
      const exact = sorted[Math.ceil((sorted.length * percent) / 100) - 1]!;
      // Longer times count as a day.
      const limited = exact < 10 ? 0 : Math.min(exact, 86_400_000);
      const value = percentiles![`p${percent}`] * 1_000;
      expect(Math.abs(value - limited), `p${percent} of ${details}`).toBeLessThanOrEqual(
        limited * 0.05,
      );
    }
  }
}

/** The groups of sessions that were listed, by a name that each key has. */
export function expectedGroups(
  sessions: readonly AssessedSession[],
  groupBy: GroupBy,
  timeZone: string,
) {
  const groups = new Map<string, Expected>();
  const times = LocalTimes.in(timeZone);
  for (const session of sessions) {
    const name = groupOf(session, groupBy, times);
    const group = groups.get(name) ?? { sessions: 0, duration: 0, times: NO_TIMES };
    group.sessions++;
    group.duration += Math.min(session.duration ?? 0, 1e9);
    group.times = joined(group.times, session.times);
    groups.set(name, group);
  }
  return groups;
}

function groupOf(session: AssessedSession, groupBy: GroupBy, times: LocalTimes): string {
  const { date, hour, offset } = times.at(Date.parse(session.timestamp));
  const weekday = new Date(date).getUTCDay() || 7;
  switch (groupBy) {
    case "hour":
      return `${date}T${hour}${offset}`;
    case "day":
      return date;
    case "week":
      return new Date(Date.parse(date) - (weekday - 1) * DAY_MS).toISOString().slice(0, 10);
    case "month":
      return date.slice(0, 7);
    case "weekday":
      return String(weekday);
    case "hour_of_day":
      return String(Number(hour));
    case "duration": {
      const { duration } = session;
      if (duration == null) return "null";
      return String(DURATION_GROUPS.findLast((begin) => begin <= duration) ?? 0);
    }
    case "is_test":
      return String(session.is_test === true);
    default:
      return String(session[groupBy] ?? null);
  }
}

/** The name of a group by its key: of a time, the part that the unit has. */
export function nameOf(groupBy: GroupBy, key: string | null): string {
  if (key === null) return "null";
  const { hour, offset } = /T(?<hour>\d\d):\d\d:00(?<offset>.*)$/.exec(key)?.groups ?? {};
  if (groupBy === "hour") return `${key.slice(0, 10)}T${hour}${offset === "Z" ? "+00:00" : offset}`;
  if (groupBy === "month") return key.slice(0, 7);
  return groupBy === "day" || groupBy === "week" ? key.slice(0, 10) : key;
}

export function expectOrder({ groups }: SessionStats, groupBy: GroupBy, details: string): void {
  if (groups!.length === 0) return;
  const keys = groups!.map(({ key }) => key);
  if (groupBy === "duration" || groupBy === "weekday" || groupBy === "hour_of_day") {
    const numbers = keys.filter((key) => key !== null).map(Number);
    expect(numbers, details).toEqual([...numbers].sort((one, other) => one - other));
    const all = { duration: DURATION_GROUPS.length, weekday: 7, hour_of_day: 24 };
    expect(numbers, details).toHaveLength(all[groupBy]);
    return;
  }
  if (!UNITS.includes(groupBy)) {
    const counts = groups!.map(({ sessions }) => sessions);
    expect(counts, details).toEqual([...counts].sort((one, other) => other - one));
    return;
  }
  // Every unit from the first to the last that has sessions.
  expect(groups![0]!.sessions, details).toBeGreaterThan(0);
  expect(groups!.at(-1)!.sessions, details).toBeGreaterThan(0);
  const [shortest, longest] = {
    hour: [0.5, 1],
    day: [23, 25],
    week: [167, 169],
    month: [671, 745],
  }[groupBy as "hour" | "day" | "week" | "month"] as [number, number];
  const times = keys.map((key) => Date.parse(key!) / 3_600_000);
  for (const [index, time] of times.slice(1).entries()) {
    expect(time - times[index]!, details).toBeGreaterThanOrEqual(shortest);
    expect(time - times[index]!, details).toBeLessThanOrEqual(longest);
  }
}
