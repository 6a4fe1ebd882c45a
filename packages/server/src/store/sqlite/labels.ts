import { fold } from "../fold.js";
import type { LabelStore } from "../port.js";
import { labelById, labelCount, labelPage, toLabel } from "../sql/list-labels.js";
import { withLabel } from "../sql/session-columns.js";
import { builder, type Database } from "./database.js";

const GET_SESSION = "SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?";
const SET_SESSION = "UPDATE sessions SET wire = ? WHERE org_id = ? AND session_id = ?";

export function sqliteLabels(db: Database): LabelStore {
  return {
    async list(organisation, query) {
      const [counted] = db.select(labelCount(builder, organisation, query).compile());
      const rows = db.select(labelPage(builder, organisation, query).compile());
      return { items: rows.map(toLabel), total: counted!.total };
    },

    async get(organisation, id) {
      const [row] = db.select(labelById(builder, organisation, id).compile());
      return row && toLabel(row);
    },

    async create(organisation, label) {
      return db.transaction(() => {
        const session = db.row<[string]>(GET_SESSION, organisation, label.session);
        if (!session) return undefined;
        const row = {
          org_id: organisation,
          session_id: label.session,
          timestamp: label.timestamp,
          type: label.type,
          code: label.code,
          user_email: label.userEmail,
          user_email_folded: fold(label.userEmail),
          comments: label.comments,
          issue_categories: label.issueCategories && JSON.stringify(label.issueCategories),
        };
        db.execute(builder.insertInto("session_labels").values(row).compile());
        const [id] = db.row<[number]>("SELECT last_insert_rowid()")!;
        db.run(SET_SESSION, [withLabel(session[0], id), organisation, label.session]);
        return { ...label, id };
      });
    },
  };
}
