import { and, EMPTY, type Fragment, join, raw, selectRow, selectRows, sql } from "../fragment.js";
import { allProfilesId } from "../session-profile.js";
import {
  ALL_PROFILES_BUCKETS,
  type BucketSize,
  PROFILE_BUCKETS,
  SINGLE_BUCKET,
  splitIntoBuckets,
} from "../time-buckets.js";
import type { ListContext } from "./context.js";
import { bucketsCost, EDGE_COST, MAX_COUNTED_ROWS, MAX_PROFILES_BY_INDEX } from "./costs.js";
import { isBetween, isOneOf, sessionsOf } from "./rows.js";
import { INDEX_ON, type SessionIndex } from "./schema.js";
import {
  ALL_SESSIONS,
  ALL_TIME,
  type ColumnFilter,
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
  /** Sessions that match each column filter, counted up to `MAX_COUNTED_ROWS`. */
  readonly withColumns: readonly number[];
  /** How many sessions match the selection; undefined if no stored counts have it. */
  readonly total: number | undefined;
  /** Where a deep page begins. */
  readonly position: Position | undefined;
}

/** A place in a list by time: the page begins `skip` sessions after the time `edge`. */
export interface Position {
  readonly edge: number;
  readonly skip: number;
}

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
  const { isTest, profiles, columns } = selection;
  const hasRange = hasTimeRange(selection);
  const unfiltered = { ...selection, profiles: undefined, values: [], columns: [] };
  const [real, tests, inRange, withProfiles, ...withColumns] = await selectRow<number[]>(
    context.db,
    sql`SELECT ${join(
      [
        ...([0, 1] as const).map((flag) =>
          countInRange(context, { ...ALL_SESSIONS, isTest: [flag] }),
        ),
        hasRange ? countInRange(context, unfiltered) : raw("0"),
        hasRange && profiles ? countInRange(context, { ...unfiltered, profiles }) : raw("0"),
        ...columns.map((filter) => countColumn(context, filter)),
      ],
      ", ",
    )}`,
  );
  const selectable = (isTest.includes(0) ? real! : 0) + (isTest.includes(1) ? tests! : 0);
  for (const rows of withColumns) context.budget.spend(rows);
  const statistics = {
    all: real! + tests!,
    selectable,
    inRange: hasRange ? inRange! : selectable,
    withProfiles: hasRange ? withProfiles! : (profiles?.sessions ?? 0),
    withColumns,
    position: undefined,
  };
  return { ...statistics, total: countedTotal(selection, statistics) };
}

function countedTotal(
  selection: Selection,
  { inRange, withProfiles }: Pick<Statistics, "inRange" | "withProfiles">,
): number | undefined {
  if (isCounted(selection)) return selection.profiles ? withProfiles : inRange;
  return isOneValueFilter(selection) ? selection.values[0]!.sessions : undefined;
}

/** The number of sessions of a counted selection, as an expression. */
export const countInRange = (context: ListContext, selection: Selection): Fragment => sql`(
  SELECT CAST(coalesce(sum(sessions), 0) AS BIGINT)
  FROM (${storedCounts(context, selection)}) AS counts)`;

/** The number of sessions that match a column filter, as an expression. */
function countColumn(context: ListContext, filter: ColumnFilter): Fragment {
  if (filter.column === "session_id") return raw("1");
  const selection = { ...ALL_SESSIONS, columns: [filter] };
  const rows = sessionsOf(context, selection, INDEX_ON[filter.column]);
  return sql`(
    SELECT count(*) FROM (
      SELECT 1 FROM ${rows} LIMIT ${context.budget.capRows(MAX_COUNTED_ROWS)}) AS found)`;
}

/** Counts the sessions of a selection by reading them from an index, up to `max` if given. */
export async function countRows(
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
  max?: number,
): Promise<number> {
  const rows = sessionsOf(context, selection, index);
  const counted = max === undefined ? rows : sql`(SELECT 1 FROM ${rows} LIMIT ${max}) AS found`;
  return (await selectRow<[number]>(context.db, sql`SELECT count(*) FROM ${counted}`))[0];
}

/** How many sessions of a counted selection each of its profiles has in the time range. */
export async function countByProfile(
  context: ListContext,
  selection: Selection & { profiles: IdFilter },
): Promise<Map<number, number>> {
  const counts = await selectRows<[number, number]>(
    context.db,
    sql`
      SELECT profile_id, CAST(sum(sessions) AS BIGINT)
      FROM (${storedCounts(context, selection)}) AS counts GROUP BY profile_id`,
  );
  return new Map(counts);
}

/** The same of any selection, by reading its sessions from an index. */
export async function countRowsByProfile(
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
): Promise<Map<number, number>> {
  const counts = await selectRows<[number, number]>(
    context.db,
    sql`
      SELECT profile_id, count(*) FROM ${sessionsOf(context, selection, index)}
      GROUP BY profile_id`,
  );
  return new Map(counts);
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
  const index =
    selection.profiles && ids.length <= MAX_PROFILES_BY_INDEX
      ? "sessions_by_profile"
      : "sessions_by_time";
  return join(
    [
      ...buckets.map(({ size, first, end }) => countsOf(size, isBetween("bucket", first, end))),
      ...edges.map(
        (time) => sql`
          SELECT profile_id, 1 AS sessions
          FROM ${sessionsOf(context, { ...selection, time }, index)}`,
      ),
    ],
    " UNION ALL ",
  );
}

/**
 * Finds where a page of a counted selection begins in its order by time: in the smallest bucket
 * that the counts have. Undefined if the page begins in the bucket in which the time range does.
 */
export async function findPosition(
  context: ListContext,
  { selection, sort, page }: ListRequest,
): Promise<Position | undefined> {
  const { descending } = sort;
  const { from, until } = selection.time;
  context.budget.spend(bucketsCost(countedIds(selection).length, bucketSizes(selection).length));
  // The buckets are of all time, so the sessions on the near side of the range are skipped as well.
  const near = descending
    ? { from: until, until: ALL_TIME.until }
    : { from: ALL_TIME.from, until: from };
  const hasNear = Number.isFinite(descending ? until : from);
  const offset = hasNear
    ? sql`${page.offset} + ${countInRange(context, { ...selection, time: near })}`
    : sql`${page.offset}`;
  const [edge, skip] = await selectRow<[number, number]>(
    context.db,
    sql`WITH ${positionTables(context, selection, offset, descending)}
      SELECT edge, skip FROM position`,
  );
  return (descending ? edge < until : edge > from) ? { edge, skip } : undefined;
}

/**
 * Tables for a `WITH`. The row of `position` is the `Position` at an offset, if there is one. Each
 * table before it finds the bucket of one size within the bucket of the next larger size.
 */
export function positionTables(
  { dialect, organisation }: ListContext,
  selection: Selection,
  offset: Fragment,
  descending: boolean,
): Fragment {
  const ids = countedIds(selection);
  const sizes = bucketSizes(selection);
  const order = raw(`ORDER BY bucket ${descending ? "DESC" : "ASC"}`);
  const tables = sizes.map((size, index) => {
    const larger = sizes[index - 1];
    const ratio = larger ? larger.width / size.width : 0;
    const first = raw(`(SELECT bucket FROM position_${index - 1}) * ${ratio}`);
    const inLarger = larger
      ? sql`AND bucket >= ${first} AND bucket < ${first} + ${raw(`${ratio}`)}`
      : EMPTY;
    const counts = sql`
      FROM session_counts
      WHERE org_id = ${organisation} AND ${isOneOf(dialect, "profile_id", ids)}
        AND span = ${size.id} ${inLarger}`;
    const buckets =
      ids.length === 1
        ? sql`SELECT bucket, sessions ${counts}`
        : sql`SELECT bucket, CAST(sum(sessions) AS BIGINT) AS sessions ${counts} GROUP BY bucket`;
    const toSkip = larger
      ? raw(`(SELECT skip FROM position_${index - 1})`)
      : sql`CAST(${offset} AS BIGINT)`;
    return sql`
      ${raw(`position_${index}`)} AS (
        SELECT bucket, skip FROM (
          SELECT bucket, sessions, CAST(
            ${toSkip} + sessions - sum(sessions) OVER (${order} ROWS UNBOUNDED PRECEDING) AS BIGINT
          ) AS skip FROM (${buckets}) AS counted
        ) AS passed WHERE skip >= 0 AND skip < sessions LIMIT 1
      )`;
  });
  const smallest = sizes.length - 1;
  const edge = raw(`${descending ? "(bucket + 1)" : "bucket"} * ${sizes[smallest]!.width}`);
  return sql`${join(tables, ", ")},
    position AS (SELECT ${edge} AS edge, skip FROM ${raw(`position_${smallest}`)})`;
}
