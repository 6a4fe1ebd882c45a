import { isOneOf } from "./clauses.js";
import type { Dialect } from "./database.js";
import { EMPTY, type Fragment, join, raw, sql } from "./fragment.js";
import type { BucketSize } from "./time-buckets.js";

/** A place in a list by time: `skip` sessions after the time `edge`. */
export interface Position {
  readonly edge: number;
  readonly skip: number;
}

/**
 * Tables for a `WITH`. The row of `position` is the `Position` at an offset of all sessions that are
 * counted under these ids, if there are as many. The tables before it find the bucket of each size,
 * within the bucket of the next larger size.
 */
export function positionTables(
  dialect: Dialect,
  organisation: number,
  ids: readonly number[],
  sizes: readonly BucketSize[],
  offset: Fragment,
  descending: boolean,
): Fragment {
  const order = raw(`ORDER BY bucket ${descending ? "DESC" : "ASC"}`);
  const tables = sizes.map((size, index) => {
    const larger = sizes[index - 1];
    const ratio = larger ? larger.width / size.width : 0;
    const first = `(SELECT bucket FROM position_${index - 1}) * ${ratio}`;
    const inLarger = larger
      ? raw(`AND bucket >= ${first} AND bucket < ${first} + ${ratio}`)
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
  const edge = `${descending ? "(bucket + 1)" : "bucket"} * ${sizes[smallest]!.width}`;
  return sql`${join(tables, ", ")},
    position AS (SELECT ${raw(edge)} AS edge, skip FROM ${raw(`position_${smallest}`)})`;
}
