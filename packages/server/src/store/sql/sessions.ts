import { contentHash } from "../../content-hash.js";
import { mapCommitted, type PutOutcome, type SessionRecord } from "../port.js";
import type { Rows, Sql, SqlDatabase } from "./database.js";
import { type JoinedColumn, toBuffer } from "./joined-json.js";
import { lockSessions } from "./lock-sessions.js";
import { insertNew, putRows } from "./put-rows.js";
import { CountChanges } from "./session-counts.js";
import { resolveMatches } from "./session-matches.js";
import type { SessionRow, SessionRows } from "./session-rows.js";
import { sessionWriter } from "./session-writer.js";
import type { UnlistedStore } from "./unlisted-store.js";

const GET = "SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?";
const HAS = "SELECT 1 FROM sessions WHERE org_id = ? AND session_id = ?";

/** The tables of which the rows of a session are deleted with it. */
const TABLES = ["sessions", "session_parts", "session_labels", "session_examinations"];

export function sqlSessions(db: SqlDatabase, sessionRows: SessionRows): UnlistedStore["sessions"] {
  const write = sessionWriter(db, sessionRows);
  const rowsOf = (organisation: number, records: readonly SessionRecord[]): Rows | undefined =>
    records.length === 0
      ? undefined
      : {
          table: "sessions",
          condition: `org_id = ? AND ${db.dialect.inList("session_id")}`,
          parameters: [organisation, records.map(({ id }) => id)],
        };
  const getMany = db.dialect.joined(
    "wire",
    `SELECT s.wire FROM ${db.dialect.wanted} CROSS JOIN sessions s
     WHERE s.org_id = ? AND s.session_id = wanted.value ORDER BY wanted.key`,
  );

  const putResolved = (sql: Sql, organisation: number, rows: readonly SessionRow[]) =>
    putRows(sql, sessionRows, organisation, rows);

  /** Creates or replaces sessions. The last record of an id wins. */
  const putAll = async (sql: Sql, organisation: number, records: readonly SessionRecord[]) => {
    const byId = new Map(records.map((record) => [record.id, record]));
    const sorted = [...byId.values()].sort((one, other) => one.id - other.id);
    const resolved = await sessionRows.resolve(sql, organisation, sorted);
    const { created, remember } = await putResolved(sql, organisation, resolved.rows);
    return { created, remember: inOrder(resolved.remember, remember) };
  };

  const create = async (organisation: number, record: SessionRecord): Promise<boolean> => {
    const remember = await undoneIf(IdInUseError, () =>
      write(async (sql) => {
        const { rows, remember } = await sessionRows.resolve(sql, organisation, [record]);
        const created = await insertNew(sql, organisation, rows);
        // Rolls back, because no session uses the profile and values that were inserted.
        if (created.size === 0) throw new IdInUseError();
        const changes = new CountChanges();
        changes.add(rows[0]!);
        await changes.apply(sql, organisation);
        return remember;
      }),
    );
    remember?.();
    return remember !== undefined;
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
      const transaction = write(
        (sql) => putAll(sql, organisation, records),
        () => rowsOf(organisation, records),
      );
      return mapCommitted(transaction, ({ created, remember }) => {
        remember();
        return records.map(({ id }) => outcomeOf(id, created));
      });
    },

    async putMatching(organisation, property, records) {
      if (records.length === 0) return [];
      const transaction = write(
        async (sql) => {
          const resolved = await resolveMatches(sql, organisation, property, records);
          const matched = resolved.filter((record) => "id" in record);
          return { resolved, matched, ...(await putAll(sql, organisation, matched)) };
        },
        ({ matched }) => rowsOf(organisation, matched),
      );
      return mapCommitted(transaction, ({ resolved, created, remember }) => {
        remember();
        return resolved.map((record) =>
          "id" in record ? { id: record.id, outcome: outcomeOf(record.id, created) } : record,
        );
      });
    },

    async putOne(organisation, record, expected) {
      if (expected === null) {
        // A lock needs a row. Of several inserts of one id, the database lets only one succeed.
        const isCreated = await create(organisation, record);
        return isCreated ? { outcome: "created", json: record.json } : undefined;
      }
      const stored = await undoneIf(OtherVersionError, () =>
        write(async (sql) => {
          const resolved = await sessionRows.resolve(sql, organisation, [record]);
          if (expected !== undefined) await requireVersion(sql, organisation, record.id, expected);
          const put = await putResolved(sql, organisation, resolved.rows);
          const { created } = put;
          const remember = inOrder(resolved.remember, put.remember);
          if (created.size > 0) return { outcome: "created" as const, json: record.json, remember };
          const row = await sql.row<[string]>(GET, [organisation, record.id]);
          return { outcome: "replaced" as const, json: row![0], remember };
        }),
      );
      stored?.remember();
      return stored && { outcome: stored.outcome, json: stored.json };
    },

    create,

    async delete(organisation, id, expected) {
      return db.transaction(async (sql) => {
        const session = (await lockSessions(sql, organisation, [id])).get(id);
        if (!session) return false;
        if (expected !== undefined && (await versionOf(sql, organisation, id)) !== expected) {
          return false;
        }
        for (const table of TABLES) {
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

const inOrder = (first: () => void, second: () => void) => () => {
  first();
  second();
};

/** A session was not created, because its id is in use. */
class IdInUseError extends Error {}

/** The stored session has another version than the write requires. */
class OtherVersionError extends Error {}

async function requireVersion(
  sql: Sql,
  organisation: number,
  id: number,
  expected: string,
): Promise<void> {
  if ((await versionOf(sql, organisation, id)) !== expected) throw new OtherVersionError();
}

/** The version of a session, which stays locked; undefined if it does not exist. */
async function versionOf(sql: Sql, organisation: number, id: number): Promise<string | undefined> {
  const row = await sql.row<[string]>(`${GET} ${sql.dialect.forUpdate}`, [organisation, id]);
  return row && contentHash(row[0]);
}

/** Runs a transaction. Returns undefined if this error rolled it back. */
const undoneIf = <T>(
  type: new () => Error,
  transaction: () => Promise<T>,
): Promise<T | undefined> =>
  transaction().catch((error) => {
    if (error instanceof type) return undefined;
    throw error;
  });

/** The outcome of the next record with this id: only the first one can have created its session. */
const outcomeOf = (id: number, created: Set<number>): PutOutcome =>
  created.delete(id) ? "created" : "replaced";
