import { contentHash } from "../../content-hash.js";
import { mapCommitted, type PartName, type PartStore } from "../port.js";
import { assess } from "./assessments.js";
import type { Sql, SqlDatabase } from "./database.js";
import { requestExaminations } from "./examinations.js";
import { toBuffer } from "./joined-json.js";
import type { SessionRows } from "./session-rows.js";
import { sessionWriter } from "./session-writer.js";

const SIZES =
  "SELECT part, octet_length(wire) FROM session_parts WHERE org_id = ? AND session_id = ?";

export function sqlParts(db: SqlDatabase, sessionRows: SessionRows): PartStore {
  const write = sessionWriter(db, sessionRows);
  const get = `SELECT ${db.dialect.bytes("wire")} FROM session_parts
    WHERE org_id = ? AND session_id = ? AND part = ?`;
  // Locks the session, so that a concurrent delete leaves no part behind.
  const put = `INSERT INTO session_parts (org_id, session_id, part, wire)
    SELECT org_id, session_id, ?, CAST(? AS TEXT) FROM sessions WHERE org_id = ? AND session_id = ?
    ${db.dialect.forUpdate}
    ON CONFLICT (org_id, session_id, part) DO UPDATE SET wire = excluded.wire`;
  const lockSession = `SELECT 1 FROM sessions WHERE org_id = ? AND session_id = ?
    ${db.dialect.forUpdate}`;
  return {
    async sizes(organisation, session) {
      return Object.fromEntries(await db.rows<[PartName, number]>(SIZES, [organisation, session]));
    },
    async get(organisation, session, part) {
      const row = await db.row<[Buffer | string]>(get, [organisation, session, part]);
      return row && toBuffer(row[0]);
    },
    async put(organisation, session, part, json, expected, { toolErrors } = {}) {
      const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
      const putInto = async (sql: Sql) =>
        (await sql.run(put, [part, bytes, organisation, session])) === 1;
      const isExamined = part !== "summary";
      if (expected === undefined && !isExamined) return putInto(db);
      const transaction = write(async (sql) => {
        // The part may not exist yet, so its session is locked instead.
        if (!(await sql.row(lockSession, [organisation, session]))) return undefined;
        if (expected !== undefined) {
          const stored = await sql.row<[Buffer | string]>(get, [organisation, session, part]);
          const version = stored ? contentHash(toBuffer(stored[0])) : null;
          if (version !== expected) return undefined;
        }
        await putInto(sql);
        if (isExamined) await requestExaminations(sql, organisation, [session]);
        return toolErrors === undefined
          ? () => undefined
          : assess(sql, sessionRows, organisation, new Map([[session, { toolErrors }]]));
      });
      return mapCommitted(transaction, (remember) => {
        remember?.();
        return remember !== undefined;
      });
    },
  };
}
