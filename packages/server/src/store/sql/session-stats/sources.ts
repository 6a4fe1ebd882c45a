import { isBetween, isOneOf } from "../clauses.js";
import { COUNTED_DURATION } from "../counted-duration.js";
import { and, type Fragment, join, raw, sql } from "../fragment.js";
import { accessPaths } from "../session-list/access-paths.js";
import { EDGE_COST, MAX_PROFILES_BY_INDEX, sortCost } from "../session-list/costs.js";
import { countedSessions, readStatistics } from "../session-list/counts.js";
import { type ListContext, sessionsOf } from "../session-list/rows.js";
import { INDEX_BY_TIME, indexOn, type SessionIndex, sortColumn } from "../session-list/schema.js";
import type { Selection } from "../session-list/selection.js";
import {
  type BucketRange,
  type BucketSize,
  splitIntoBuckets,
  type TimeRange,
} from "../time-buckets.js";

/** Sessions of one group: what they are grouped by, their number and the sum of their durations. */
export type GroupSum<K = number> = [group: K, sessions: number, duration: number];

/** What rows are grouped by: an expression on the start of a bucket or on a row of `sessions`. */
export interface Grouping {
  ofBucket(size: BucketSize): Fragment;
  readonly ofSession: Fragment;
}

/** Rows `(grp, sessions, duration_us)` of a counted selection in a time range. */
export function countedRows(
  context: ListContext,
  selection: Selection,
  time: TimeRange,
  sizes: readonly BucketSize[],
  grouping: Grouping,
): Fragment {
  const { buckets, edges } = splitIntoBuckets(time, sizes);
  const ids = countedSessions(context, selection).ids;
  const most = selection.profiles?.rows ?? Number.POSITIVE_INFINITY;
  const rows = buckets.reduce((sum, { first, end }) => sum + ids.length * (end - first), 0);
  context.budget.spend(Math.min(rows, buckets.length * most) + edges.length * EDGE_COST);
  const isByProfile = selection.profiles && ids.length <= MAX_PROFILES_BY_INDEX;
  const index = isByProfile ? indexOn("profile_id") : INDEX_BY_TIME;
  return join(
    [
      ...buckets.map((range) => bucketRows(context, ids, range, grouping.ofBucket(range.size))),
      ...edges.map((edge) =>
        sessionRows(context, { ...selection, time: edge }, index, grouping.ofSession),
      ),
    ],
    " UNION ALL ",
  );
}

/** The stored counts of profiles in a range of buckets. */
export const bucketRows = (
  { dialect, organisation }: ListContext,
  ids: readonly number[],
  { size, first, end }: BucketRange,
  group: Fragment,
): Fragment => sql`
  SELECT ${group} AS grp, sessions, duration_us FROM session_counts
  WHERE org_id = ${organisation} AND ${isOneOf(dialect, "profile_id", ids)}
    AND span = ${size.id} AND ${and(isBetween("bucket", first, end))}`;

/** The same rows of any selection, read from an index. */
export const sessionRows = (
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
  group: Fragment,
): Fragment => sql`
  SELECT ${group} AS grp, 1 AS sessions, ${raw(COUNTED_DURATION)} AS duration_us
  FROM ${sessionsOf(context, selection, index)}`;

/** Chooses the index by which all sessions of a selection are read at the least cost, and spends it. */
export async function chooseIndex(
  context: ListContext,
  selection: Selection,
): Promise<SessionIndex> {
  const sort = { by: sortColumn("timestamp"), descending: true };
  const request = { selection, sort, page: { offset: 0, limit: 0 } };
  const [path] = accessPaths(selection, await readStatistics(context, request));
  const { index, rows } = path!;
  context.budget.spend(sortCost(index, rows, selection, ["timestamp", "profile_id", "duration"]));
  return index;
}

/** A statement that adds up rows by group. */
export const sumByGroup = (rows: Fragment): Fragment => sql`
  SELECT grp, CAST(sum(sessions) AS BIGINT) AS sessions, sum(duration_us) AS duration_us
  FROM (${rows}) AS counts GROUP BY grp`;
