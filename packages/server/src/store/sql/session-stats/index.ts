import type { SessionStats, StatsGroup, StatsQuery } from "../../port.js";
import { toSeconds } from "../counted-duration.js";
import type { SqlDatabase } from "../database.js";
import type { Budget } from "../list-budget.js";
import { resolveFilters } from "../session-list/resolve-filters.js";
import type { ListContext } from "../session-list/rows.js";
import type { Selection } from "../session-list/selection.js";
import { DURATION_GROUPS, sumsByDuration } from "./by-duration.js";
import { sumsByProperty } from "./by-profile.js";
import { sumsByTime } from "./by-time.js";
import { hoursBetween, type TimeUnit, unitOf, unitsBetween, weekdayOf } from "./calendar.js";
import type { GroupSum } from "./sources.js";

/**
 * Counts sessions by group as of one moment: see `README.md`. Throws `BudgetExceededError` before a statement that
 * the budget does not allow.
 */
export const readStats = (
  db: SqlDatabase,
  organisation: number,
  query: StatsQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<SessionStats> =>
  db.snapshot(async (sql) => {
    const { dialect } = db;
    const context: ListContext = { db: sql, dialect, organisation, budget, column: "session_id" };
    const selection = await resolveFilters(context, query);
    const groups = selection ? await groupsOf(context, selection, query) : { total: 0, groups: [] };
    return groups;
  }, signal);

async function groupsOf(
  context: ListContext,
  selection: Selection,
  { groupBy, timeZone, maxGroups }: StatsQuery,
): Promise<SessionStats> {
  switch (groupBy) {
    case "hour":
    case "day":
    case "week":
    case "month": {
      const grain = groupBy === "hour" ? "hour" : "day";
      const unit = groupBy === "week" || groupBy === "month" ? groupBy : undefined;
      const sums = await sumsByTime(context, selection, grain, timeZone, unit);
      return successive(
        addUp(sums, (id) => numberOf(groupBy, id)),
        groupBy,
        timeZone,
        maxGroups,
      );
    }
    case "weekday": {
      const sums = await sumsByTime(context, selection, "day", timeZone);
      return fixed(
        addUp(sums, (day) => weekdayOf(day) + 1),
        WEEKDAYS,
      );
    }
    case "hour_of_day":
      return fixed(addUp(await sumsByTime(context, selection, groupBy, timeZone)), HOURS_OF_DAY);
    case "duration":
      return fixed(addUp(await sumsByDuration(context, selection)), DURATION_GROUPS);
    default: {
      const sums = await sumsByProperty(context, selection, groupBy);
      const isFlag = FLAGS.includes(groupBy);
      const groups = sums.map(([value, ...sum]) => toGroup(textOf(value, isFlag), sum));
      return { groups: limit(groups.sort(bySessions), maxGroups), total: totalOf(groups) };
    }
  }
}

const WEEKDAYS = Array.from({ length: 7 }, (_, index) => index + 1);
const HOURS_OF_DAY = Array.from({ length: 24 }, (_, hour) => hour);
const FLAGS: readonly string[] = [
  "is_test",
  "is_outbound",
  "is_legacy",
  "tool_errors",
  "audio_faults",
];

const numberOf = (unit: TimeUnit, id: number): number => (unit === "hour" ? id : unitOf(unit, id));

const textOf = (value: string | number | null, isFlag: boolean): string | null => {
  if (value === null) return null;
  return isFlag ? String(value === 1) : String(value);
};

type Sum = [sessions: number, duration: number];

/** Adds up sums by a number that is derived from their group. */
function addUp<K extends number | null>(
  sums: readonly GroupSum<K>[],
  numberOf: (group: K) => K = (group) => group,
): Map<K, Sum> {
  const added = new Map<K, Sum>();
  for (const [group, sessions, duration] of sums) {
    const number = numberOf(group);
    const [before, durationBefore] = added.get(number) ?? [0, 0];
    added.set(number, [before + sessions, durationBefore + duration]);
  }
  return added;
}

/** Groups that follow one another in time, from the first to the last that has sessions. */
function successive(
  sums: ReadonlyMap<number, Sum>,
  unit: TimeUnit,
  timeZone: string,
  maxGroups: number,
): SessionStats {
  const total = totalOf([...sums.values()].map((sum) => toGroup(null, sum)));
  if (total === 0) return { groups: [], total };
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of sums.keys()) {
    first = Math.min(first, number);
    last = Math.max(last, number);
  }
  const units =
    unit === "hour"
      ? hoursBetween(timeZone, [first, last], maxGroups)
      : unitsBetween(unit, timeZone, [first, last], maxGroups);
  return { groups: units?.map(({ id, key }) => toGroup(key, sums.get(id))), total };
}

/** Groups that are always the same, and one for sessions without a value if there are any. */
function fixed(sums: ReadonlyMap<number | null, Sum>, numbers: readonly number[]): SessionStats {
  if (sums.size === 0) return { groups: [], total: 0 };
  const groups = numbers.map((number) => toGroup(String(number), sums.get(number)));
  const without = sums.get(null);
  if (without) groups.push(toGroup(null, without));
  return { groups, total: totalOf(groups) };
}

const toGroup = (key: string | null, [sessions, duration]: Sum = [0, 0]): StatsGroup => ({
  key,
  sessions,
  duration: toSeconds(duration),
});

const totalOf = (groups: readonly StatsGroup[]): number =>
  groups.reduce((sum, { sessions }) => sum + sessions, 0);

/** Most sessions first, then by key; sessions without a value come after the others. */
function bySessions(one: StatsGroup, other: StatsGroup): number {
  if (one.sessions !== other.sessions) return other.sessions - one.sessions;
  if (one.key === null || other.key === null) return one.key === null ? 1 : -1;
  return one.key < other.key ? -1 : 1;
}

const limit = <T>(groups: readonly T[], max: number): readonly T[] | undefined =>
  groups.length > max ? undefined : groups;
