import { isBetween, isOneOf } from "../clauses.js";
import { COUNTED_DURATION } from "../counted-duration.js";
import { and, type Fragment, join, raw, sql } from "../fragment.js";
import { accessPaths } from "../session-list/access-paths.js";
import { EDGE_COST, MAX_PROFILES_BY_INDEX, sortCost } from "../session-list/costs.js";
import { countedSessions, readStatistics } from "../session-list/counts.js";
import { joinedSessions, type ListContext } from "../session-list/rows.js";
import { INDEX_BY_TIME, indexOn, type SessionIndex, sortColumn } from "../session-list/schema.js";
import type { Selection } from "../session-list/selection.js";
import {
  type BucketRange,
  type BucketSize,
  splitIntoBuckets,
  type TimeRange,
} from "../time-buckets.js";
import { TIME_COUNT_BUCKETS } from "../time-count-changes.js";

/** Sessions of one group: what they are grouped by, their number and the sum of their durations. */
export type GroupSum<K = number> = [group: K, sessions: number, duration: number];

/** Times of one bin, of one group: what they are grouped by, the number of the bin and the number of times. */
export type GroupTimes<K = number> = [group: K, bin: number, times: number];

/** What is added up: stored counts, and the same of sessions. */
export interface Summed {
  /** The sizes of the buckets in which it is counted. */
  sizes(context: ListContext, selection: Selection): readonly BucketSize[];
  readonly table: string;
  /** The columns of a row of the table. */
  readonly columns: Fragment;
  /** The same columns of sessions, which are joined with other rows. */
  readonly ofSessions: Fragment;
  join(context: ListContext): Fragment;
  /** The columns of `sessions` that are read. */
  readonly read: readonly string[];
  /** The sums of the columns, and the columns that rows are also grouped by. */
  readonly sums: Fragment;
  readonly alsoBy: Fragment;
  /** How many rows a bucket has at most, about. */
  readonly rowsPerBucket: number;
}

const NOTHING = raw("");

export const SESSIONS: Summed = {
  sizes: (context, selection) => countedSessions(context, selection).sizes,
  table: "session_counts",
  columns: raw("sessions, duration_us"),
  ofSessions: raw(`1 AS sessions, ${COUNTED_DURATION} AS duration_us`),
  join: () => NOTHING,
  read: ["duration"],
  sums: raw("CAST(sum(sessions) AS BIGINT) AS sessions, sum(duration_us) AS duration_us"),
  alsoBy: NOTHING,
  rowsPerBucket: 1,
};

export const TIMES: Summed = {
  sizes: () => TIME_COUNT_BUCKETS,
  table: "session_time_counts",
  columns: raw("bin, times"),
  ofSessions: raw("CAST(members.key AS BIGINT) AS bin, CAST(members.value AS BIGINT) AS times"),
  join: ({ dialect }) => raw(`CROSS JOIN ${dialect.members("sessions.measured")}`),
  read: ["measured"],
  sums: raw("bin, CAST(sum(times) AS BIGINT) AS times"),
  alsoBy: raw(", bin"),
  rowsPerBucket: 20,
};

/** What rows are grouped by: an expression on the start of a bucket or on a row of `sessions`. */
export interface Grouping {
  ofBucket(size: BucketSize): Fragment;
  readonly ofSession: Fragment;
}

/** Rows of a counted selection in a time range: the group as `grp`, and the columns of what is added up. */
export function countedRows(
  summed: Summed,
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
  const counted = Math.min(rows, buckets.length * most) * summed.rowsPerBucket;
  context.budget.spend(counted + edges.length * EDGE_COST);
  const isByProfile = selection.profiles && ids.length <= MAX_PROFILES_BY_INDEX;
  const index = isByProfile ? indexOn("profile_id") : INDEX_BY_TIME;
  return join(
    [
      ...buckets.map((range) =>
        bucketRows(summed, context, ids, range, grouping.ofBucket(range.size)),
      ),
      ...edges.map((edge) =>
        sessionRows(summed, context, { ...selection, time: edge }, index, grouping.ofSession),
      ),
    ],
    " UNION ALL ",
  );
}

/** The stored counts of profiles in a range of buckets. */
export const bucketRows = (
  { table, columns }: Summed,
  { dialect, organisation }: ListContext,
  ids: readonly number[],
  { size, first, end }: BucketRange,
  group: Fragment,
): Fragment => sql`
  SELECT ${group} AS grp, ${columns} FROM ${raw(table)}
  WHERE org_id = ${organisation} AND ${isOneOf(dialect, "profile_id", ids)}
    AND span = ${size.id} AND ${and(isBetween("bucket", first, end))}`;

/** The same rows of any selection, read from an index. */
export const sessionRows = (
  summed: Summed,
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
  group: Fragment,
): Fragment => sql`
  SELECT ${group} AS grp, ${summed.ofSessions}
  FROM ${joinedSessions(context, selection, index, summed.join(context))}`;

/** Chooses the index by which all sessions of a selection are read at the least cost, and spends it. */
export async function chooseIndex(
  { read }: Summed,
  context: ListContext,
  selection: Selection,
): Promise<SessionIndex> {
  const sort = { by: sortColumn("timestamp"), descending: true };
  const request = { selection, sort, page: { offset: 0, limit: 0 } };
  const [path] = accessPaths(selection, await readStatistics(context, request));
  const { index, rows } = path!;
  context.budget.spend(sortCost(index, rows, selection, ["timestamp", "profile_id", ...read]));
  return index;
}

/** A statement that adds up rows by group. */
export const sumByGroup = ({ sums, alsoBy }: Summed, rows: Fragment): Fragment => sql`
  SELECT grp, ${sums} FROM (${rows}) AS counts GROUP BY grp${alsoBy}`;
