import { type Fragment, join, selectRow, selectRows, sql } from "../fragment.js";
import { allProfilesId } from "../session-profile.js";
import {
  type CountedSessions,
  countsInRange,
  type Position,
  positionTables,
  totalCount,
} from "../stored-counts.js";
import { ALL_PROFILES_BUCKETS, PROFILE_BUCKETS, splitIntoBuckets } from "../time-buckets.js";
import { bucketsCost, DEEP_OFFSET, EDGE_COST, MAX_PROFILES_BY_INDEX } from "./costs.js";
import { type ListContext, sessionsOf } from "./rows.js";
import { INDEX_BY_TIME, indexOn, type SessionIndex } from "./schema.js";
import {
  ALL_SESSIONS,
  hasTimeRange,
  type IdFilter,
  isCounted,
  isOneColumnFilter,
  isOneValueFilter,
  type ListRequest,
  type Selection,
  UNBOUNDED_TIME_RANGE,
} from "./selection.js";

/** How many sessions there are of what a plan may read. */
export interface Statistics {
  /** All sessions of the organisation. */
  readonly all: number;
  /** Sessions with an allowed `is_test`. */
  readonly selectable: number;
  /** Those of them in the time range. */
  readonly inRange: number;
  /** Those in the time range that have one of the selection's profiles. */
  readonly withProfiles: number;
  /** How many sessions match the selection; undefined if no stored counts have it. */
  readonly total: number | undefined;
  /** Where a deep page begins. */
  readonly position: Position | undefined;
}

export type CountedStatistics = Statistics & { readonly total: number };

/** How the sessions of a selection are counted, whatever its time range. */
export const countedSessions = (
  { dialect, organisation }: ListContext,
  { profiles, isTest }: Selection,
): CountedSessions =>
  profiles
    ? { dialect, organisation, ids: profiles.ids, sizes: PROFILE_BUCKETS }
    : { dialect, organisation, ids: isTest.map(allProfilesId), sizes: ALL_PROFILES_BUCKETS };

/** How many real sessions and how many tests there are, then those of a list in its time range. */
export type Totals = readonly [real: number, tests: number, ...ranged: number[]];

/** What is counted for every list. */
const EVERY_LIST: readonly Selection[] = ([0, 1] as const).map((flag) => ({
  ...ALL_SESSIONS,
  isTest: [flag],
}));

/** Reads the totals that do not depend on the filters of a list. */
export const readTotals = (
  context: ListContext,
  ranged: readonly Selection[] = [],
): Promise<Totals> => {
  const counts = [...EVERY_LIST, ...ranged].map((one) => sumOfCounts(context, one));
  return selectRow(context.db, sql`SELECT ${join(counts, ", ")}`);
};

/**
 * Reads all statistics of a list, in one statement or, for a deep page, two.
 * @param known the totals, if they were read before and the list has no time range
 */
export async function readStatistics(
  context: ListContext,
  request: ListRequest,
  known?: Totals,
): Promise<Statistics> {
  const { selection, sort, page } = request;
  const { isTest, profiles } = selection;
  const unfiltered = { ...selection, profiles: undefined, values: [], columns: [] };
  const ranged = [unfiltered, ...(profiles ? [{ ...unfiltered, profiles }] : [])];
  const [real, tests, ...inTime] =
    known ?? (await readTotals(context, hasTimeRange(selection) ? ranged : []));
  const selectable = isTest.reduce<number>((sum, flag) => sum + (flag ? tests : real), 0);
  const [inRange = selectable, withProfiles = profiles?.sessions ?? 0] = inTime;
  const statistics = { all: real + tests, selectable, inRange, withProfiles, position: undefined };
  if (!isCounted(selection)) {
    return { ...statistics, total: totalOfFilter(selection) };
  }
  const total = profiles ? withProfiles : inRange;
  const isDeep = sort.by.column === "timestamp" && page.offset >= DEEP_OFFSET;
  if (!isDeep || page.offset >= total) return { ...statistics, total };
  return { ...statistics, total, position: await findPosition(context, request) };
}

/** How many sessions match a selection with only one filter, if they were counted. */
function totalOfFilter(selection: Selection): number | undefined {
  if (isOneValueFilter(selection)) return selection.values[0]!.sessions;
  return isOneColumnFilter(selection) ? selection.columns[0]!.sessions : undefined;
}

/** The number of sessions of a counted selection, as an expression; of profiles, only in a range. */
export const sumOfCounts = (context: ListContext, selection: Selection): Fragment =>
  hasTimeRange(selection)
    ? sql`(
        SELECT CAST(coalesce(sum(sessions), 0) AS BIGINT)
        FROM (${storedCounts(context, selection)}) AS counts)`
    : totalCount(countedSessions(context, selection));

/** How many sessions of a counted selection each of its profiles has in the time range. */
export async function countByProfile(
  context: ListContext,
  selection: Selection & { profiles: IdFilter },
): Promise<Map<number, number>> {
  const counts = sql`
    SELECT profile_id, CAST(sum(sessions) AS BIGINT)
    FROM (${storedCounts(context, selection)}) AS counts GROUP BY profile_id`;
  return new Map(await selectRows<[number, number]>(context.db, counts));
}

/** The same of any selection, by reading its sessions from an index. */
export async function countRowsByProfile(
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
): Promise<Map<number, number>> {
  const rows = sessionsOf(context, selection, index);
  const counts = sql`SELECT profile_id, count(*) FROM ${rows} GROUP BY profile_id`;
  return new Map(await selectRows<[number, number]>(context.db, counts));
}

/** Counts the sessions of a selection by reading them from an index, up to `max`. */
export async function countRows(
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
  max?: number,
): Promise<number> {
  const rows = sessionsOf(context, selection, index);
  const found = max === undefined ? rows : sql`(SELECT 1 FROM ${rows} LIMIT ${max}) AS found`;
  const [count] = await selectRow<[number]>(context.db, sql`SELECT count(*) FROM ${found}`);
  return count;
}

/** Rows that add up to the sessions of a counted selection in its time range. */
function storedCounts(context: ListContext, selection: Selection): Fragment {
  const counted = countedSessions(context, selection);
  const { ids, sizes } = counted;
  const { buckets, edges } = splitIntoBuckets(selection.time, sizes);
  context.budget.spend(bucketsCost(ids.length, buckets.length) + edges.length * EDGE_COST);
  const isByProfile = selection.profiles && ids.length <= MAX_PROFILES_BY_INDEX;
  const index = isByProfile ? indexOn("profile_id") : INDEX_BY_TIME;
  return countsInRange(counted, selection.time, (edge) =>
    sessionsOf(context, { ...selection, time: edge }, index),
  );
}

/**
 * Where a page of a counted selection begins in its order by time. Undefined if the page begins in
 * the same bucket as the time range.
 */
async function findPosition(
  context: ListContext,
  { selection, sort: { descending }, page }: ListRequest,
): Promise<Position | undefined> {
  const { from, until } = selection.time;
  const counted = countedSessions(context, selection);
  context.budget.spend(bucketsCost(counted.ids.length, counted.sizes.length));
  // Buckets are not limited to the time range, so the sessions before it are skipped as well.
  const before = descending
    ? { ...UNBOUNDED_TIME_RANGE, from: until }
    : { ...UNBOUNDED_TIME_RANGE, until: from };
  const offset = Number.isFinite(descending ? until : from)
    ? sql`${page.offset} + ${sumOfCounts(context, { ...selection, time: before })}`
    : sql`${page.offset}`;
  const tables = positionTables(counted, offset, descending);
  const [edge, skip] = await selectRow<[number, number]>(
    context.db,
    sql`WITH ${tables} SELECT edge, skip FROM position`,
  );
  return (descending ? edge < until : edge > from) ? { edge, skip } : undefined;
}
