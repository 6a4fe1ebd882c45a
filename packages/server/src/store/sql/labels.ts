import { fold } from "../port/fold.js";
import {
  type Assessment,
  assessedLabel,
  HUMAN_RATING,
  type LabelRecord,
  mapCommitted,
} from "../port.js";
import { assess } from "./assessments.js";
import type { Sql, SqlDatabase } from "./database.js";
import { LABELS, type LabelRow, labelsByIds, toLabel } from "./label-list.js";
import { type SessionRows, withLabelId } from "./session-rows.js";
import { sessionWriter } from "./session-writer.js";
import type { UnlistedStore } from "./unlisted-store.js";

const GET = `${LABELS} WHERE org_id = ? AND id = ?`;
const CREATE = `INSERT INTO session_labels (org_id, id, session_id, timestamp, type, code, user_email,
    user_email_folded, comments, issue_categories)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`;
const NEWEST = "SELECT max(id) FROM session_labels WHERE org_id = ? AND session_id = ?";
const UPDATE_SESSION = "UPDATE sessions SET wire = ? WHERE org_id = ? AND session_id = ?";

export function sqlLabels(db: SqlDatabase, sessionRows: SessionRows): UnlistedStore["labels"] {
  const { dialect } = db;
  const write = sessionWriter(db, sessionRows);
  const getMany = labelsByIds(dialect);
  const lockSession = `SELECT wire FROM sessions WHERE org_id = ? AND session_id = ?
    ${dialect.forUpdate}`;
  return {
    async getMany(organisation, ids) {
      const rows = await db.objects<LabelRow>(getMany, [ids, organisation]);
      return rows.map(toLabel);
    },

    async get(organisation, id) {
      const [row] = await db.objects<LabelRow>(GET, [organisation, id]);
      return row && toLabel(row);
    },

    async create(organisation, label) {
      const transaction = write(async (sql) => {
        const session = await sql.row<[string]>(lockSession, [organisation, label.session]);
        if (!session) return undefined;
        const id = await insert(sql, organisation, label);
        await sql.run(UPDATE_SESSION, [withLabelId(session[0], id), organisation, label.session]);
        const changes = await assessedByLabels(sql, organisation, [label.session]);
        const remember = await assess(sql, sessionRows, organisation, changes);
        return { created: { ...label, id }, remember };
      });
      return mapCommitted(transaction, (result) => {
        result?.remember();
        return result?.created;
      });
    },
  };
}

/** How labels assess these sessions: the newest that a person gave counts, or else the newest. */
export async function assessedByLabels(
  sql: Sql,
  organisation: number,
  sessions: readonly number[],
): Promise<Map<number, Pick<Assessment, "label">>> {
  // The label that counts is the last one of its session.
  const rows = await sql.rows<[number, string]>(
    `SELECT session_id, code FROM session_labels
     WHERE org_id = ? AND ${sql.dialect.inList("session_id")}
     ORDER BY CASE type WHEN '${HUMAN_RATING}' THEN 1 ELSE 0 END, id`,
    [organisation, sessions],
  );
  return new Map(rows.map(([session, code]) => [session, { label: assessedLabel(code) }]));
}

/**
 * Inserts a label and returns its id. Ids are derived from the time in microseconds, so they increase
 * but do not reveal how many labels other organisations have. The session is locked, so its newest
 * label has its highest id. If a label of another session has the id, the next one is tried.
 */
async function insert(
  sql: Sql,
  organisation: number,
  label: Omit<LabelRecord, "id">,
): Promise<number> {
  const newest = await sql.row<[number | null]>(NEWEST, [organisation, label.session]);
  const now = label.timestamp + Math.floor(Math.random() * 1_000);
  for (let id = Math.max(now, (newest![0] ?? 0) + 1); ; id++) {
    const inserted = await sql.run(CREATE, [
      organisation,
      id,
      label.session,
      label.timestamp,
      label.type,
      label.code,
      label.userEmail,
      fold(label.userEmail),
      label.comments,
      label.issueCategories && JSON.stringify(label.issueCategories),
    ]);
    if (inserted === 1) return id;
  }
}
