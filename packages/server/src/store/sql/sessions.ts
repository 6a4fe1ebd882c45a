import { CommitUnknown, mapCommitted, type PutOutcome, type SessionRecord } from "../port.js";
import type { Sql, SqlDatabase } from "./database.js";
import { type JoinedColumn, toBuffer } from "./joined-json.js";
import { CountChanges } from "./session-counts.js";
import { resolveMatches } from "./session-matches.js";
import {
  type CountedSession,
  columnValues,
  SESSION_COLUMNS,
  type SessionRow,
  SessionRows,
  withLabelId,
} from "./session-rows.js";
import type { UnlistedStore } from "./unlisted-store.js";
import { countMissing } from "./unused-entries.js";

const SKIP_EXISTING = "ON CONFLICT (org_id, session_id) DO NOTHING";
const REPLACE_EXISTING = `ON CONFLICT (org_id, session_id) DO UPDATE SET ${SESSION_COLUMNS.slice(2)
  .map((column) => `${column} = excluded.${column}`)
  .join(", ")}`;
const GET = "SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?";
const HAS = "SELECT 1 FROM sessions WHERE org_id = ? AND session_id = ?";

export function sqlSessions(db: SqlDatabase): UnlistedStore["sessions"] {
  const sessionRows = new SessionRows();
  const write = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
    repeatIfRemoved(work, db.transaction(work));
  /** Repeats a transaction that used profiles or values which another process has removed. */
  const repeatIfRemoved = async <T>(
    work: (sql: Sql) => Promise<T>,
    transaction: Promise<T>,
  ): Promise<T> => {
    try {
      return await transaction;
    } catch (error) {
      if (error instanceof CommitUnknown) {
        const finish = () => repeatIfRemoved<T>(work, error.finish());
        throw new CommitUnknown(error, error.cause, finish);
      }
      if (!(error instanceof EntriesRemovedError)) throw error;
      sessionRows.forgetAll();
      return write(work);
    }
  };
  const getMany = db.dialect.joined(
    "wire",
    `SELECT s.wire FROM ${db.dialect.wanted} CROSS JOIN sessions s
     WHERE s.org_id = ? AND s.session_id = wanted.value ORDER BY wanted.key`,
  );

  /** Creates or replaces all of the sessions. */
  const putAll = async (sql: Sql, organisation: number, records: readonly SessionRecord[]) => {
    // The last record of an id wins. All transactions lock rows in the order of their ids, so that they
    // cannot deadlock.
    const byId = new Map(records.map((record) => [record.id, record]));
    const sorted = [...byId.values()].sort((one, other) => one.id - other.id);
    const { rows, remember } = await sessionRows.resolve(sql, organisation, sorted);
    const created = new Set<number>();
    const changes = new CountChanges();
    // Repeats for sessions that other transactions delete between the insert and the replace.
    for (let remaining = rows; remaining.length > 0; ) {
      for (const id of await insertNew(sql, organisation, remaining)) created.add(id);
      const existing = remaining.filter(({ id }) => !created.has(id));
      const replaced = await replaceExisting(sql, organisation, existing);
      for (const session of replaced.values()) changes.remove(session);
      remaining = existing.filter(({ id }) => !replaced.has(id));
    }
    for (const row of rows) changes.add(row);
    sessionRows.forget(organisation, await changes.apply(sql, organisation));
    await checkEntries(sql, organisation, rows);
    return { created, remember };
  };

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
      const transaction = write((sql) => putAll(sql, organisation, records));
      return mapCommitted(transaction, ({ created, remember }) => {
        remember();
        return records.map(({ id }) => outcomeOf(id, created));
      });
    },

    async putMatching(organisation, property, records) {
      if (records.length === 0) return [];
      const transaction = write(async (sql) => {
        const resolved = await resolveMatches(sql, organisation, property, records);
        const matched = resolved.filter((record) => "id" in record);
        return { resolved, ...(await putAll(sql, organisation, matched)) };
      });
      return mapCommitted(transaction, ({ resolved, created, remember }) => {
        remember();
        return resolved.map((record) =>
          "id" in record ? { id: record.id, outcome: outcomeOf(record.id, created) } : record,
        );
      });
    },

    async create(organisation, record) {
      try {
        const remember = await write(async (sql) => {
          const { rows, remember } = await sessionRows.resolve(sql, organisation, [record]);
          const created = await insertNew(sql, organisation, rows);
          // Rolls back, because no session uses the profile and values that were inserted.
          if (created.size === 0) throw new IdInUseError();
          const changes = new CountChanges();
          changes.add(rows[0]!);
          await changes.apply(sql, organisation);
          await checkEntries(sql, organisation, rows);
          return remember;
        });
        remember();
        return true;
      } catch (error) {
        if (error instanceof IdInUseError) return false;
        throw error;
      }
    },

    async delete(organisation, id) {
      return db.transaction(async (sql) => {
        const session = (await lockSessions(sql, organisation, [id])).get(id);
        if (!session) return false;
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
        changes.remove(session);
        sessionRows.forget(organisation, await changes.apply(sql, organisation));
        return true;
      });
    },
  };
}

/** A session was not created, because its id is in use. */
class IdInUseError extends Error {}

/** Profiles or values of the written sessions were removed by a concurrent transaction. */
class EntriesRemovedError extends Error {}

async function checkEntries(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<void> {
  // Without concurrent transactions, all entries that were resolved exist.
  if (sql.dialect.otherCommits !== undefined) return;
  const profiles = new Set(rows.map(({ profile }) => profile));
  const values = new Set(rows.flatMap(({ source, target }) => [source, target]));
  const missing = await countMissing(sql, organisation, profiles, values);
  if (missing > 0) throw new EntriesRemovedError();
}

/** The outcome of the next record with this id: only the first one can have created its session. */
const outcomeOf = (id: number, created: Set<number>): PutOutcome =>
  created.delete(id) ? "created" : "replaced";

/** Inserts the sessions that do not exist, and returns their ids. */
async function insertNew(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<Set<number>> {
  const created = await sql.insert<[number]>({
    table: "sessions",
    columns: SESSION_COLUMNS,
    rows: rows.map((row) => columnValues(organisation, row)),
    tail: SKIP_EXISTING,
    returning: ["session_id"],
  });
  return new Set(created.map(([id]) => id));
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
async function lockSessions(
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
