import type { PutOutcome } from "../port.js";
import type { Sql, SqlDatabase } from "./database.js";
import { type JoinedColumn, toBuffer } from "./joined-json.js";
import { CountChanges } from "./session-counts.js";
import {
  type CountedSession,
  SESSION_COLUMNS,
  type SessionRow,
  SessionRows,
  valuesOf,
  withLabel,
} from "./session-rows.js";
import type { UnlistedStore } from "./unlisted-store.js";

const KEEP_NEW = "ON CONFLICT (org_id, session_id) DO NOTHING";
const REPLACE = `ON CONFLICT (org_id, session_id) DO UPDATE SET ${SESSION_COLUMNS.slice(2)
  .map((column) => `${column} = excluded.${column}`)
  .join(", ")}`;
const GET = "SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?";
const HAS = "SELECT 1 FROM sessions WHERE org_id = ? AND session_id = ?";

export function sqlSessions(db: SqlDatabase): UnlistedStore["sessions"] {
  const sessionRows = new SessionRows();
  const getMany = db.dialect.joined(
    "wire",
    `SELECT s.wire FROM ${db.dialect.wanted} CROSS JOIN sessions s
     WHERE s.org_id = ? AND s.session_id = wanted.value ORDER BY wanted.key`,
  );

  return {
    async getMany(organisation, ids) {
      const joined = await db.row<[JoinedColumn, number]>(getMany, [ids, organisation]);
      return toBuffer(joined![0]);
    },

    async get(organisation, id) {
      return (await db.row<[string]>(GET, [organisation, id]))?.[0];
    },

    async has(organisation, id) {
      return (await db.row(HAS, [organisation, id])) !== undefined;
    },

    async put(organisation, records) {
      if (records.length === 0) return [];
      // The last one of an id wins. In order: two that wait for each other's rows would never end.
      const last = new Map(records.map((record) => [record.id, record]));
      const sorted = [...last.values()].sort((one, other) => one.id - other.id);
      const { created, remember } = await db.transaction(async (sql) => {
        const { rows, remember } = await sessionRows.of(sql, organisation, sorted);
        const created = new Set<number>();
        const changes = new CountChanges();
        // Again for those that others delete in between.
        for (let left = rows; left.length > 0; ) {
          for (const id of await insertNew(sql, organisation, left)) created.add(id);
          const others = left.filter(({ id }) => !created.has(id));
          const replaced = await replace(sql, organisation, others);
          for (const session of replaced.values()) changes.remove(session);
          left = others.filter(({ id }) => !replaced.has(id));
        }
        for (const row of rows) changes.add(row);
        await changes.apply(sql, organisation);
        return { created, remember };
      });
      remember();
      return records.map(({ id }): PutOutcome => (created.delete(id) ? "created" : "replaced"));
    },

    async create(organisation, record) {
      const { created, remember } = await db.transaction(async (sql) => {
        const { rows, remember } = await sessionRows.of(sql, organisation, [record]);
        const created = await insertNew(sql, organisation, rows);
        const changes = new CountChanges();
        if (created.size > 0) changes.add(rows[0]!);
        await changes.apply(sql, organisation);
        return { created, remember };
      });
      remember();
      return created.size > 0;
    },

    async delete(organisation, id) {
      return db.transaction(async (sql) => {
        const kept = (await countedSessions(sql, organisation, [id])).get(id);
        if (!kept) return false;
        for (const table of ["sessions", "session_parts", "session_labels"]) {
          await sql.run(`DELETE FROM ${table} WHERE org_id = ? AND session_id = ?`, [
            organisation,
            id,
          ]);
        }
        await sql.run(
          `UPDATE recordings SET state = 'condemned'
           WHERE org_id = ? AND session_id = ? AND state = 'ready'`,
          [organisation, id],
        );
        const changes = new CountChanges();
        changes.remove(kept);
        await changes.apply(sql, organisation);
        return true;
      });
    },
  };
}

/** The ids of those that were not there before, and are now. */
async function insertNew(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<Set<number>> {
  const created = await sql.insert<[number]>({
    table: "sessions",
    columns: SESSION_COLUMNS,
    rows: rows.map((row) => valuesOf(organisation, row)),
    tail: KEEP_NEW,
    returning: ["session_id"],
  });
  return new Set(created.map(([id]) => id));
}

/** Replaces those that are there; they stay labelled. Resolves to what they were counted by. */
async function replace(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<Map<number, CountedSession>> {
  if (rows.length === 0) return new Map();
  const replaced = await countedSessions(
    sql,
    organisation,
    rows.map(({ id }) => id),
  );
  const ids = [...replaced.keys()];
  const labels = new Map(
    await sql.rows<[number, number]>(
      `SELECT session_id, max(id) FROM session_labels
       WHERE org_id = ? AND ${sql.dialect.inList("session_id")} GROUP BY session_id`,
      [organisation, ids],
    ),
  );
  const labelled = rows
    .filter(({ id }) => replaced.has(id))
    .map((row) => {
      const label = labels.get(row.id);
      if (label === undefined) return row;
      return { ...row, record: { ...row.record, json: withLabel(row.record.json, label) } };
    });
  await sql.insert({
    table: "sessions",
    columns: SESSION_COLUMNS,
    rows: labelled.map((row) => valuesOf(organisation, row)),
    tail: REPLACE,
  });
  return replaced;
}

/** What sessions are counted by; nobody else changes them before the transaction is over. */
async function countedSessions(
  sql: Sql,
  organisation: number,
  ids: readonly number[],
): Promise<Map<number, CountedSession>> {
  const rows = await sql.rows<[number, number, 0 | 1, number, number, number]>(
    `SELECT session_id, timestamp, is_test, profile_id, source_id, target_id FROM sessions
     WHERE org_id = ? AND ${sql.dialect.inList("session_id")}
     ORDER BY session_id ${sql.dialect.forUpdate}`,
    [organisation, ids],
  );
  return new Map(
    rows.map(([id, timestamp, isTest, profile, source, target]) => [
      id,
      { timestamp, isTest, profile, source, target },
    ]),
  );
}
