import type { PartStore } from "../port.js";
import type { SqlDatabase } from "./database.js";

const GET = "SELECT wire FROM session_parts WHERE org_id = ? AND session_id = ? AND part = ?";

export function sqlParts(db: SqlDatabase): PartStore {
  // The session is locked, so that one that is deleted meanwhile leaves no part.
  const put = `INSERT INTO session_parts (org_id, session_id, part, wire)
    SELECT org_id, session_id, ?, ? FROM sessions WHERE org_id = ? AND session_id = ?
    ${db.dialect.forUpdate}
    ON CONFLICT (org_id, session_id, part) DO UPDATE SET wire = excluded.wire`;
  return {
    async get(organisation, session, part) {
      return (await db.row<[string]>(GET, [organisation, session, part]))?.[0];
    },
    async put(organisation, session, part, wire) {
      return (await db.run(put, [part, wire, organisation, session])) === 1;
    },
  };
}
