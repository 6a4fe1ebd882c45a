import { isBetween, isOneOf } from "./clauses.js";
import type { Dialect } from "./database.js";
import { and, type Fragment, join, raw, sql } from "./fragment.js";
import {
  type BucketSize,
  SINGLE_BUCKET,
  splitIntoBuckets,
  type TimeRange,
} from "./time-buckets.js";

/** Sessions that are counted under some ids of `session_counts.profile_id`. */
export interface CountedSessions {
  readonly dialect: Dialect;
  readonly organisation: number;
  readonly ids: readonly number[];
  /** The sizes of the buckets in which they are counted, the widest first. */
  readonly sizes: readonly BucketSize[];
}

const countsIn = (
  { dialect, organisation, ids }: CountedSessions,
  columns: Fragment,
  size: BucketSize,
  buckets: readonly Fragment[],
): Fragment => sql`
  SELECT ${columns} FROM session_counts
  WHERE org_id = ${organisation} AND ${isOneOf(dialect, "profile_id", ids)}
    AND span = ${size.id} AND ${and(buckets)}`;

const countOf = (organisation: number, id: number): Fragment => sql`(
  SELECT coalesce(sum(sessions), 0) FROM session_counts
  WHERE org_id = ${organisation} AND profile_id = ${id}
    AND span = ${SINGLE_BUCKET.id} AND bucket = 0)`;

/** The number of all sessions, as an expression. */
export const totalCount = ({ organisation, ids }: CountedSessions): Fragment => {
  const sums = ids.map((id) => countOf(organisation, id));
  return sql`CAST(${join(sums, " + ")} AS BIGINT)`;
};

/** Rows `(profile_id, sessions)` that add up to the sessions in a time range. */
export function countsInRange(
  counted: CountedSessions,
  range: TimeRange,
  /** The text after `FROM` for the sessions in a time range that fills no bucket. */
  sessionsIn: (edge: TimeRange) => Fragment,
): Fragment {
  const { buckets, edges } = splitIntoBuckets(range, counted.sizes);
  const columns = raw("profile_id, sessions");
  return join(
    [
      ...buckets.map(({ size, first, end }) =>
        countsIn(counted, columns, size, isBetween("bucket", first, end)),
      ),
      ...edges.map((edge) => sql`SELECT profile_id, 1 AS sessions FROM ${sessionsIn(edge)}`),
    ],
    " UNION ALL ",
  );
}

/** A place in a list by time: `skip` sessions after the time `edge`. */
export interface Position {
  readonly edge: number;
  readonly skip: number;
}

const SUMS = raw("bucket, CAST(sum(sessions) AS BIGINT) AS sessions");

/**
 * Tables for a `WITH`. The table `position` has the `Position` of an offset, or no row if there are too
 * few sessions. The tables before it find the bucket of each size within the bucket of the next larger
 * size.
 */
export function positionTables(
  counted: CountedSessions,
  offset: Fragment,
  descending: boolean,
): Fragment {
  const { ids, sizes } = counted;
  const order = raw(`ORDER BY bucket ${descending ? "DESC" : "ASC"}`);
  const tables = sizes.map((size, index) => {
    const larger = sizes[index - 1];
    const ratio = larger ? larger.width / size.width : 0;
    const first = `(SELECT bucket FROM position_${index - 1}) * ${ratio}`;
    const inLarger = larger ? [raw(`bucket >= ${first}`), raw(`bucket < ${first} + ${ratio}`)] : [];
    const buckets =
      ids.length === 1
        ? countsIn(counted, raw("bucket, sessions"), size, inLarger)
        : sql`${countsIn(counted, SUMS, size, inLarger)} GROUP BY bucket`;
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
  const edge = `${descending ? "(bucket + 1)" : "bucket"} * ${sizes[smallest]!.width}`;
  return sql`${join(tables, ", ")},
    position AS (SELECT ${raw(edge)} AS edge, skip FROM ${raw(`position_${smallest}`)})`;
}
