import { fold } from "../fold.js";
import type { LabelRecord, LabelStore } from "../port.js";
import type { SqlDatabase } from "./database.js";
import { labelQuery } from "./label-query.js";
import { withLabel } from "./session-rows.js";

const LABELS = `SELECT id, session_id AS session, timestamp, type, code,
    user_email AS "userEmail", comments, issue_categories AS "issueCategories"
  FROM session_labels`;
const COUNT = "SELECT count(*) FROM session_labels";
const GET = `${LABELS} WHERE org_id = ? AND id = ?`;
const CREATE = `INSERT INTO session_labels (org_id, session_id, timestamp, type, code, user_email,
    user_email_folded, comments, issue_categories)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  RETURNING id`;
const SET_SESSION = "UPDATE sessions SET wire = ? WHERE org_id = ? AND session_id = ?";

/** A label as its row has it: the categories are a JSON array of strings. */
type LabelRow = Omit<LabelRecord, "issueCategories"> & { readonly issueCategories: string | null };

const toLabel = ({ issueCategories, ...row }: LabelRow): LabelRecord => ({
  ...row,
  issueCategories: issueCategories === null ? null : JSON.parse(issueCategories),
});

export function sqlLabels(db: SqlDatabase): LabelStore {
  const { dialect } = db;
  const session = `SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?
    ${dialect.forUpdate}`;
  return {
    async list(organisation, query) {
      const { all, page } = labelQuery(dialect, organisation, query);
      return db.snapshot(async (sql) => {
        const counted = await sql.row<[number]>(`${COUNT} ${all.text}`, all.parameters);
        const rows = await sql.objects<LabelRow>(`${LABELS} ${page.text}`, page.parameters);
        return { items: rows.map(toLabel), total: counted![0] };
      });
    },

    async get(organisation, id) {
      const [row] = await db.objects<LabelRow>(GET, [organisation, id]);
      return row && toLabel(row);
    },

    async create(organisation, label) {
      return db.transaction(async (sql) => {
        const kept = await sql.row<[string]>(session, [organisation, label.session]);
        if (!kept) return undefined;
        const row = await sql.row<[number]>(CREATE, [
          organisation,
          label.session,
          label.timestamp,
          label.type,
          label.code,
          label.userEmail,
          fold(label.userEmail),
          label.comments,
          label.issueCategories && JSON.stringify(label.issueCategories),
        ]);
        const id = row![0];
        await sql.run(SET_SESSION, [withLabel(kept[0], id), organisation, label.session]);
        return { ...label, id };
      });
    },
  };
}
