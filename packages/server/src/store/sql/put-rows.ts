import type { Sql } from "./database.js";
import { CountChanges } from "./session-counts.js";
import {
  type CountedSession,
  columnValues,
  SESSION_COLUMNS,
  type SessionRow,
  withLabelId,
} from "./session-rows.js";
import { together } from "./together.js";
import type { RemovedEntries } from "./unused-entries.js";

const SKIP_EXISTING = "ON CONFLICT (org_id, session_id) DO NOTHING";
const REPLACE_EXISTING = `ON CONFLICT (org_id, session_id) DO UPDATE SET ${SESSION_COLUMNS.slice(2)
  .map((column) => `${column} = excluded.${column}`)
  .join(", ")}`;

/**
 * Creates or replaces sessions, and updates the counts. The rows must be in the order of their ids, in
 * which all transactions lock them, so that they cannot deadlock.
 * @returns the ids of the sessions that were created, and the entries that no session uses any more
 */
export async function putRows(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<{ created: Set<number>; removed: RemovedEntries }> {
  const created = new Set<number>();
  const changes = new CountChanges();
  let inserting = insertNew(sql, organisation, rows);
  // Counts the rows while the database inserts them.
  for (const row of rows) changes.add(row);
  // Repeats for sessions that other transactions delete between the insert and the replace.
  for (let remaining = rows; ; inserting = insertNew(sql, organisation, remaining)) {
    for (const id of await inserting) created.add(id);
    const existing = remaining.filter(({ id }) => !created.has(id));
    const replaced = await replaceExisting(sql, organisation, existing);
    for (const session of replaced.values()) changes.remove(session);
    remaining = existing.filter(({ id }) => !replaced.has(id));
    if (remaining.length === 0) break;
  }
  return { created, removed: await changes.apply(sql, organisation) };
}

/** PostgreSQL inserts this many sessions while the next ones are encoded. */
const PART_ROWS = 500;

/** Inserts the sessions that do not exist, and returns their ids. */
export async function insertNew(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<Set<number>> {
  const parts: Promise<[number][]>[] = [];
  for (let start = 0; start < rows.length; start += PART_ROWS) {
    const part = rows.slice(start, start + PART_ROWS);
    parts.push(
      sql.insert<[number]>({
        table: "sessions",
        columns: SESSION_COLUMNS,
        rows: part.map((row) => columnValues(organisation, row)),
        tail: SKIP_EXISTING,
        returning: ["session_id"],
      }),
    );
  }
  const created = await together(parts);
  return new Set(created.flat().map(([id]) => id));
}

/** Replaces the sessions that exist, and returns the old ones by id. They keep their label id. */
async function replaceExisting(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<Map<number, CountedSession>> {
  if (rows.length === 0) return new Map();
  const replaced = await lockSessions(
    sql,
    organisation,
    rows.map(({ id }) => id),
  );
  const labels = new Map(
    await sql.rows<[number, number]>(
      `SELECT session_id, max(id) FROM session_labels
       WHERE org_id = ? AND ${sql.dialect.inList("session_id")} GROUP BY session_id`,
      [organisation, [...replaced.keys()]],
    ),
  );
  const labelled = rows
    .filter(({ id }) => replaced.has(id))
    .map((row) => {
      const label = labels.get(row.id);
      if (label === undefined) return row;
      return { ...row, record: { ...row.record, json: withLabelId(row.record.json, label) } };
    });
  await sql.insert({
    table: "sessions",
    columns: SESSION_COLUMNS,
    rows: labelled.map((row) => columnValues(organisation, row)),
    tail: REPLACE_EXISTING,
  });
  return replaced;
}

/** Reads sessions by id and locks them until the transaction ends. */
export async function lockSessions(
  sql: Sql,
  organisation: number,
  ids: readonly number[],
): Promise<Map<number, CountedSession>> {
  const rows = await sql.rows<[number, number, 0 | 1, number | null, number, number, number]>(
    `SELECT session_id, timestamp, is_test, duration, profile_id, source_id, target_id FROM sessions
     WHERE org_id = ? AND ${sql.dialect.inList("session_id")}
     ORDER BY session_id ${sql.dialect.forUpdate}`,
    [organisation, ids],
  );
  return new Map(
    rows.map(([id, timestamp, isTest, duration, profile, source, target]) => [
      id,
      { timestamp, isTest, duration, profile, source, target },
    ]),
  );
}
