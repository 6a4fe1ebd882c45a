import type { SessionRecord, SessionStore } from "../port.js";
import { listStatements } from "../sql/list-sessions.js";
import { SESSION_COLUMNS, sessionValues, withLabel } from "../sql/session-columns.js";
import { builder, type Database } from "./database.js";

const columns = SESSION_COLUMNS.join(", ");
const placeholders = SESSION_COLUMNS.map(() => "?").join(", ");
const INSERT = `INSERT INTO sessions (${columns}) VALUES (${placeholders})
  ON CONFLICT (org_id, session_id) DO NOTHING`;
const REPLACE = `UPDATE sessions SET (${columns}) = (${placeholders})
  WHERE org_id = ? AND session_id = ?`;
const IS_TEST = "SELECT is_test FROM sessions WHERE org_id = ? AND session_id = ?";
const GET = "SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?";
const ADD_TO_TOTAL = `INSERT INTO session_totals (org_id, is_test, sessions) VALUES (?, ?, ?)
  ON CONFLICT (org_id, is_test) DO UPDATE SET sessions = sessions + excluded.sessions`;

const NEWEST_LABEL = "SELECT max(id) FROM session_labels WHERE org_id = ? AND session_id = ?";

const NONE = Buffer.alloc(0);
const statements = listStatements(builder);

export function sqliteSessions(db: Database): SessionStore {
  const insert = (organisation: number, record: SessionRecord): boolean =>
    db.run(INSERT, sessionValues(organisation, record)) === 1;

  const isTest = (organisation: number, id: number): number | undefined =>
    db.row<[number]>(IS_TEST, organisation, id)?.[0];

  /** Counts by test flag: index 0 for real sessions, 1 for tests. */
  const addToTotals = (organisation: number, added: [number, number]): void => {
    added.forEach((count, flag) => {
      if (count !== 0) db.run(ADD_TO_TOTAL, [organisation, flag, count]);
    });
  };

  /** A session that is replaced stays labelled. */
  const keepLabel = (organisation: number, record: SessionRecord): SessionRecord => {
    const label = db.row<[number | null]>(NEWEST_LABEL, organisation, record.id)?.[0];
    return label ? { ...record, wire: withLabel(record.wire, label) } : record;
  };

  return {
    async list(organisation, query) {
      const { total, page } = statements(organisation, query);
      const matched = db.row<[number | null]>(total.sql, ...total.values)?.[0] ?? 0;
      if (query.page * query.limit >= matched) return { items: NONE, total: matched };
      // One value for the whole page, as bytes: reading row by row, or through a string, costs
      // more than the query itself.
      const joined = `SELECT CAST(group_concat(wire) AS BLOB) FROM (${page.sql})`;
      const items = db.row<[Buffer | null]>(joined, ...page.values)?.[0];
      return { items: items ?? NONE, total: matched };
    },

    async get(organisation, id) {
      return db.row<[string]>(GET, organisation, id)?.[0];
    },

    async has(organisation, id) {
      return isTest(organisation, id) !== undefined;
    },

    async put(organisation, records) {
      return db.transaction(() => {
        const added: [number, number] = [0, 0];
        const outcomes = records.map((record) => {
          const flag = record.isTest ? 1 : 0;
          added[flag] += 1;
          if (insert(organisation, record)) return "created";
          added[isTest(organisation, record.id) ? 1 : 0] -= 1;
          const kept = keepLabel(organisation, record);
          db.run(REPLACE, [...sessionValues(organisation, kept), organisation, record.id]);
          return "replaced";
        });
        addToTotals(organisation, added);
        return outcomes;
      });
    },

    async create(organisation, record) {
      return db.transaction(() => {
        if (!insert(organisation, record)) return false;
        addToTotals(organisation, record.isTest ? [0, 1] : [1, 0]);
        return true;
      });
    },

    async delete(organisation, id) {
      return db.transaction(() => {
        const flag = isTest(organisation, id);
        if (flag === undefined) return false;
        for (const table of ["sessions", "session_parts", "session_labels"]) {
          db.run(`DELETE FROM ${table} WHERE org_id = ? AND session_id = ?`, [organisation, id]);
        }
        db.run(
          "UPDATE recordings SET state = 'condemned' WHERE org_id = ? AND session_id = ? AND state = 'ready'",
          [organisation, id],
        );
        addToTotals(organisation, flag ? [0, -1] : [-1, 0]);
        return true;
      });
    },
  };
}
