import type { SessionStats, StatsGroup, StatsQuery } from "../../port.js";
import { toSeconds } from "../counted-duration.js";
import type { SqlDatabase } from "../database.js";
import type { Budget } from "../list-budget.js";
import { percentilesOf } from "../measured-times.js";
import { resolveFilters } from "../session-list/resolve-filters.js";
import type { ListContext } from "../session-list/rows.js";
import type { Selection } from "../session-list/selection.js";
import { DURATION_GROUPS, sumsByDuration } from "./by-duration.js";
import { sumsByProperty, timesByProperty } from "./by-profile.js";
import { type GroupingByTime, sumsByTime, timesByTime } from "./by-time.js";
import { hoursBetween, type TimeUnit, unitOf, unitsBetween, weekdayOf } from "./calendar.js";
import type { GroupSum, GroupTimes } from "./sources.js";

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
    return selection ? groupsOf(context, selection, query) : { total: 0, groups: [] };
  }, signal);

async function groupsOf(
  context: ListContext,
  selection: Selection,
  query: StatsQuery,
): Promise<SessionStats> {
  const { groupBy, timeZone, maxGroups } = query;
  const byTime = async (by: GroupingByTime, numberOf?: (group: number) => number) => {
    const sums = addUp(await sumsByTime(context, selection, by), numberOf);
    if (query.percentiles) addTimes(sums, await timesByTime(context, selection, by), numberOf);
    return sums;
  };
  switch (groupBy) {
    case "hour":
    case "day":
    case "week":
    case "month": {
      const grain = groupBy === "hour" ? "hour" : "day";
      const unit = groupBy === "week" || groupBy === "month" ? groupBy : undefined;
      const sums = await byTime({ grain, timeZone, unit }, (id) => numberOf(groupBy, id));
      return successive(sums, groupBy, timeZone, maxGroups);
    }
    case "weekday": {
      const sums = await byTime({ grain: "day", timeZone }, (day) => weekdayOf(day) + 1);
      return fixed(sums, WEEKDAYS);
    }
    case "hour_of_day":
      return fixed(await byTime({ grain: groupBy, timeZone }), HOURS_OF_DAY);
    case "duration":
      return fixed(addUp(await sumsByDuration(context, selection)), DURATION_GROUPS);
    default: {
      const sums = addUp(await sumsByProperty(context, selection, groupBy));
      if (query.percentiles) addTimes(sums, await timesByProperty(context, selection, groupBy));
      const isFlag = FLAGS.includes(groupBy);
      const groups = [...sums].map(([value, sum]) => toGroup(textOf(value, isFlag), sum));
      return { groups: limit(groups.sort(bySessions), maxGroups), ...totalOf(sums) };
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

/** The sessions of a group. */
interface Sum {
  sessions: number;
  duration: number;
  /** The number of measured times by bin; undefined if percentiles are not requested. */
  bins?: Map<number, number>;
}

type GroupValue = string | number | null;

/** Adds up sums by a number that is derived from their group. */
function addUp<K extends GroupValue>(
  sums: readonly GroupSum<K>[],
  numberOf: (group: K) => K = (group) => group,
): Map<K, Sum> {
  const added = new Map<K, Sum>();
  for (const [group, sessions, duration] of sums) {
    const number = numberOf(group);
    const before = added.get(number) ?? { sessions: 0, duration: 0 };
    added.set(number, {
      sessions: before.sessions + sessions,
      duration: before.duration + duration,
    });
  }
  return added;
}

/** Adds measured times to the sums of their groups. */
function addTimes<K extends GroupValue>(
  sums: ReadonlyMap<K, Sum>,
  times: readonly GroupTimes<K>[],
  numberOf: (group: K) => K = (group) => group,
): void {
  for (const sum of sums.values()) sum.bins = new Map();
  for (const [group, bin, count] of times) {
    const { bins } = sums.get(numberOf(group))!;
    bins!.set(bin, (bins!.get(bin) ?? 0) + count);
  }
}

/** Groups that follow one another in time, from the first to the last that has sessions. */
function successive(
  sums: ReadonlyMap<number, Sum>,
  unit: TimeUnit,
  timeZone: string,
  maxGroups: number,
): SessionStats {
  const total = totalOf(sums);
  if (total.total === 0) return { groups: [], total: 0 };
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of sums.keys()) {
    first = Math.min(first, number);
    last = Math.max(last, number);
  }
  const units =
    unit === "hour"
      ? hoursBetween(timeZone, [first, last], maxGroups)
      : unitsBetween(unit, timeZone, [first, last], maxGroups);
  return { groups: units?.map(({ id, key }) => toGroup(key, sums.get(id))), ...total };
}

/** Groups that are always the same, and one for sessions without a value if there are any. */
function fixed(sums: ReadonlyMap<number | null, Sum>, numbers: readonly number[]): SessionStats {
  if (sums.size === 0) return { groups: [], total: 0 };
  const groups = numbers.map((number) => toGroup(String(number), sums.get(number)));
  const without = sums.get(null);
  if (without) groups.push(toGroup(null, without));
  return { groups, ...totalOf(sums) };
}

const toGroup = (
  key: string | null,
  { sessions, duration, bins }: Sum = { sessions: 0, duration: 0 },
): StatsGroup => ({
  key,
  sessions,
  duration: toSeconds(duration),
  ...(bins && { percentiles: percentilesOf(bins) }),
});

/** The number of all sessions, and the percentiles of all times if they were added. */
function totalOf(sums: ReadonlyMap<GroupValue, Sum>): Omit<SessionStats, "groups"> {
  let total = 0;
  let all: Map<number, number> | undefined;
  for (const { sessions, bins } of sums.values()) {
    total += sessions;
    if (!bins) continue;
    all ??= new Map();
    for (const [bin, times] of bins) all.set(bin, (all.get(bin) ?? 0) + times);
  }
  return { total, ...(all && { percentiles: percentilesOf(all) }) };
}

/** Most sessions first, then by key; sessions without a value come after the others. */
function bySessions(one: StatsGroup, other: StatsGroup): number {
  if (one.sessions !== other.sessions) return other.sessions - one.sessions;
  if (one.key === null || other.key === null) return one.key === null ? 1 : -1;
  return one.key < other.key ? -1 : 1;
}

const limit = <T>(groups: readonly T[], max: number): readonly T[] | undefined =>
  groups.length > max ? undefined : groups;
