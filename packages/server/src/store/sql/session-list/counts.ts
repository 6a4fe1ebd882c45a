import { type Position, positionTables } from "../bucket-position.js";
import { isBetween, isOneOf } from "../clauses.js";
import { and, type Fragment, join, raw, selectRow, selectRows, sql } from "../fragment.js";
import { allProfilesId } from "../session-profile.js";
import {
  ALL_PROFILES_BUCKETS,
  type BucketSize,
  PROFILE_BUCKETS,
  SINGLE_BUCKET,
  splitIntoBuckets,
} from "../time-buckets.js";
import { bucketsCost, EDGE_COST, MAX_PROFILES_BY_INDEX } from "./costs.js";
import { type ListContext, sessionsOf } from "./rows.js";
import { INDEX_BY_TIME, indexOn, type SessionIndex } from "./schema.js";
import {
  ALL_SESSIONS,
  ALL_TIME,
  hasTimeRange,
  type IdFilter,
  isCounted,
  isOneValueFilter,
  type ListRequest,
  type Selection,
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

/** The ids under which the sessions of a counted selection are counted. */
const countedIds = ({ profiles, isTest }: Selection): readonly number[] =>
  profiles?.ids ?? isTest.map(allProfilesId);

const bucketSizes = ({ profiles }: Selection): readonly BucketSize[] =>
  profiles ? PROFILE_BUCKETS : ALL_PROFILES_BUCKETS;

/** Reads all statistics but the position, in one statement. */
export async function readStatistics(
  context: ListContext,
  selection: Selection,
): Promise<Statistics> {
  const { isTest, profiles } = selection;
  const hasRange = hasTimeRange(selection);
  const unfiltered = { ...selection, profiles: undefined, values: [], columns: [] };
  const counted: Selection[] = [
    { ...ALL_SESSIONS, isTest: [0] },
    { ...ALL_SESSIONS, isTest: [1] },
    ...(hasRange ? [unfiltered] : []),
    ...(hasRange && profiles ? [{ ...unfiltered, profiles }] : []),
  ];
  const counts = counted.map((one) => sumOfCounts(context, one));
  const [real, tests, ...ranged] = await selectRow<[number, number, ...number[]]>(
    context.db,
    sql`SELECT ${join(counts, ", ")}`,
  );
  const selectable = isTest.reduce<number>((sum, flag) => sum + (flag ? tests : real), 0);
  const [inRange = selectable, withProfiles = profiles?.sessions ?? 0] = ranged;
  const statistics = { all: real + tests, selectable, inRange, withProfiles, position: undefined };
  if (isCounted(selection)) return { ...statistics, total: profiles ? withProfiles : inRange };
  const total = isOneValueFilter(selection) ? selection.values[0]!.sessions : undefined;
  return { ...statistics, total };
}

/** The number of sessions of a counted selection, as an expression. */
export const sumOfCounts = (context: ListContext, selection: Selection): Fragment => sql`(
  SELECT CAST(coalesce(sum(sessions), 0) AS BIGINT)
  FROM (${storedCounts(context, selection)}) AS counts)`;

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

/** Rows that add up to the sessions of a counted selection: of full buckets, and of the edges. */
function storedCounts(context: ListContext, selection: Selection): Fragment {
  const { dialect, organisation, budget } = context;
  const ids = countedIds(selection);
  const countsOf = (size: BucketSize, buckets: Fragment[]) => sql`
    SELECT profile_id, sessions FROM session_counts
    WHERE org_id = ${organisation} AND ${isOneOf(dialect, "profile_id", ids)}
      AND span = ${size.id} AND ${and(buckets)}`;
  if (!hasTimeRange(selection)) return countsOf(SINGLE_BUCKET, [raw("bucket = 0")]);
  const { buckets, edges } = splitIntoBuckets(selection.time, bucketSizes(selection));
  budget.spend(bucketsCost(ids.length, buckets.length) + edges.length * EDGE_COST);
  const isByProfile = selection.profiles && ids.length <= MAX_PROFILES_BY_INDEX;
  const index = isByProfile ? indexOn("profile_id") : INDEX_BY_TIME;
  const rowsAt = (edge: Selection["time"]) =>
    sql`SELECT profile_id, 1 AS sessions
      FROM ${sessionsOf(context, { ...selection, time: edge }, index)}`;
  const counts = buckets.map(({ size, first, end }) =>
    countsOf(size, isBetween("bucket", first, end)),
  );
  return join([...counts, ...edges.map(rowsAt)], " UNION ALL ");
}

/** The tables of the position at an offset of a counted selection, whatever its time range. */
export const tablesOfPosition = (
  { dialect, organisation }: ListContext,
  selection: Selection,
  offset: Fragment,
  descending: boolean,
): Fragment => {
  const ids = countedIds(selection);
  return positionTables(dialect, organisation, ids, bucketSizes(selection), offset, descending);
};

/**
 * Where a page of a counted selection begins in its order by time. Undefined if the page begins in
 * the same bucket as the time range.
 */
export async function findPosition(
  context: ListContext,
  { selection, sort: { descending }, page }: ListRequest,
): Promise<Position | undefined> {
  const { from, until } = selection.time;
  context.budget.spend(bucketsCost(countedIds(selection).length, bucketSizes(selection).length));
  // Buckets are not limited to the time range, so the sessions before it are skipped as well.
  const before = descending ? { ...ALL_TIME, from: until } : { ...ALL_TIME, until: from };
  const offset = Number.isFinite(descending ? until : from)
    ? sql`${page.offset} + ${sumOfCounts(context, { ...selection, time: before })}`
    : sql`${page.offset}`;
  const tables = tablesOfPosition(context, selection, offset, descending);
  const [edge, skip] = await selectRow<[number, number]>(
    context.db,
    sql`WITH ${tables} SELECT edge, skip FROM position`,
  );
  return (descending ? edge < until : edge > from) ? { edge, skip } : undefined;
}
