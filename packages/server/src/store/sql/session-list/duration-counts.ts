import type { NumberRange } from "../../port/number-range.js";
import { isBetween, isOneOf } from "../clauses.js";
import { splitDurations } from "../duration-buckets.js";
import { and, join, raw, selectRow, sql } from "../fragment.js";
import { allProfilesId } from "../session-profile.js";
import { type ListContext, sessionsOf } from "./rows.js";
import { indexOn } from "./schema.js";
import { ALL_SESSIONS } from "./selection.js";

const [REAL, TESTS] = [allProfilesId(0), allProfilesId(1)];
/** The id under which a row of `sessions` is counted. */
const PROFILE = raw(`CASE is_test WHEN 1 THEN ${TESTS} ELSE ${REAL} END`);
const INDEX = indexOn("duration");

/** More sessions than any database holds. */
const MAX_ROWS = 2 ** 31;

/**
 * How many real sessions and how many tests have a duration in a range: stored counts of whole seconds, and
 * the sessions at the edges of the range, which are read from the index.
 */
export async function countDurations(
  context: ListContext,
  range: NumberRange,
): Promise<readonly [real: number, tests: number]> {
  const { db, dialect, organisation, budget } = context;
  const { buckets, edges } = splitDurations(range);
  const max = budget.capRows(MAX_ROWS);
  const stored = buckets.map(
    ({ size, first, end }) => sql`
      SELECT profile_id, sessions, 0 AS is_edge FROM session_counts
      WHERE org_id = ${organisation} AND ${isOneOf(dialect, "profile_id", [REAL, TESTS])}
        AND span = ${size.id} AND ${and(isBetween("bucket", first, end))}`,
  );
  const read = edges.map(({ range, sign }) => {
    const columns = [{ column: "duration", match: { range }, rows: 0 }] as const;
    const sessions = sessionsOf(context, { ...ALL_SESSIONS, columns }, INDEX);
    return sql`
      SELECT ${PROFILE} AS profile_id, ${raw(String(sign))} AS sessions, 1 AS is_edge
      FROM (SELECT is_test FROM ${sessions} LIMIT ${max}) AS found`;
  });
  const [real, tests, atEdges] = await selectRow<[number, number, number]>(
    db,
    sql`
      SELECT CAST(coalesce(sum(CASE profile_id WHEN ${REAL} THEN sessions END), 0) AS BIGINT),
        CAST(coalesce(sum(CASE profile_id WHEN ${TESTS} THEN sessions END), 0) AS BIGINT),
        CAST(coalesce(sum(is_edge), 0) AS BIGINT)
      FROM (${join([...stored, ...read], " UNION ALL ")}) AS counts`,
  );
  budget.spend(atEdges);
  return [real, tests];
}
