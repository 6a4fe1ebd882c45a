import type { Sql } from "./database.js";
import type { CountedSession } from "./session-rows.js";

/** Reads sessions by id and locks them until the transaction ends. */
export async function lockSessions(
  sql: Sql,
  organisation: number,
  ids: readonly number[],
): Promise<Map<number, CountedSession>> {
  const rows = await sql.rows<
    [number, number, 0 | 1, number | null, number, number, number, string | null]
  >(
    `SELECT session_id, timestamp, is_test, duration, profile_id, source_id, target_id, measured
     FROM sessions
     WHERE org_id = ? AND ${sql.dialect.inList("session_id")}
     ORDER BY session_id ${sql.dialect.forUpdate}`,
    [organisation, ids],
  );
  return new Map(
    rows.map(([id, timestamp, isTest, duration, profile, source, target, measured]) => [
      id,
      { timestamp, isTest, duration, profile, source, target, measured },
    ]),
  );
}
