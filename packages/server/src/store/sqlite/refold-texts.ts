import { refold } from "../sql/refold.js";

const REFOLDED = "FROM refolded CROSS JOIN session_values v WHERE v.id = refolded.id";

/** Folds the stored texts again, and updates their trigram indexes. */
export const refoldTexts = refold({
  key: ["id"],
  before: [
    `INSERT INTO session_sources_text (session_sources_text, rowid, folded)
     SELECT 'delete', v.id, v.folded ${REFOLDED} AND v.property = 'source'`,
    `INSERT INTO session_targets_text (session_targets_text, rowid, folded)
     SELECT 'delete', v.id, v.folded ${REFOLDED} AND v.property = 'target'`,
  ],
  after: [
    `INSERT INTO session_sources_text (rowid, folded)
     SELECT v.id, v.folded ${REFOLDED} AND v.property = 'source'`,
    `INSERT INTO session_targets_text (rowid, folded)
     SELECT v.id, v.folded ${REFOLDED} AND v.property = 'target'`,
  ],
});
