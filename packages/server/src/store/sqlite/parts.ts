import type { PartStore } from "../port.js";
import type { Database } from "./database.js";

const GET = "SELECT wire FROM session_parts WHERE org_id = ? AND session_id = ? AND part = ?";
const PUT = `INSERT INTO session_parts (org_id, session_id, part, wire)
  SELECT org_id, session_id, ?, ? FROM sessions WHERE org_id = ? AND session_id = ?
  ON CONFLICT (org_id, session_id, part) DO UPDATE SET wire = excluded.wire`;

export function sqliteParts(db: Database): PartStore {
  return {
    async get(organisation, session, part) {
      return db.row<[string]>(GET, organisation, session, part)?.[0];
    },
    async put(organisation, session, part, wire) {
      return db.run(PUT, [part, wire, organisation, session]) === 1;
    },
  };
}
