/**
 * A migration that removes the counts, profiles and values of deleted sessions. Earlier versions did
 * not. Their bytes remain in the file until it is vacuumed; see `vacuum.ts`.
 */
export const REMOVE_UNUSED = `
  DELETE FROM session_counts WHERE sessions = 0;
  DELETE FROM session_profiles WHERE NOT EXISTS (
    SELECT 1 FROM session_counts c WHERE c.org_id = session_profiles.org_id
      AND c.profile_id = session_profiles.id AND c.span = 0 AND c.bucket = 0);
  DELETE FROM session_value_counts WHERE sessions = 0 AND tests = 0;
  CREATE TABLE unused_values AS SELECT id, property FROM session_values v WHERE NOT EXISTS (
    SELECT 1 FROM session_value_counts c WHERE c.org_id = v.org_id AND c.value_id = v.id);
  INSERT INTO session_sources_text (session_sources_text) SELECT 'delete-all'
    WHERE EXISTS (SELECT 1 FROM unused_values WHERE property = 'source');
  INSERT INTO session_targets_text (session_targets_text) SELECT 'delete-all'
    WHERE EXISTS (SELECT 1 FROM unused_values WHERE property = 'target');
  DELETE FROM session_values WHERE id IN (SELECT id FROM unused_values);
  INSERT INTO session_sources_text (rowid, folded) SELECT id, folded FROM session_values
    WHERE property = 'source'
      AND EXISTS (SELECT 1 FROM unused_values WHERE property = 'source');
  INSERT INTO session_targets_text (rowid, folded) SELECT id, folded FROM session_values
    WHERE property = 'target'
      AND EXISTS (SELECT 1 FROM unused_values WHERE property = 'target');
  DROP TABLE unused_values;
  UPDATE session_value_counts SET newest = coalesce(
    (SELECT timestamp FROM sessions s WHERE s.org_id = session_value_counts.org_id
       AND s.source_id = value_id ORDER BY timestamp DESC NULLS LAST LIMIT 1),
    (SELECT timestamp FROM sessions s WHERE s.org_id = session_value_counts.org_id
       AND s.target_id = value_id ORDER BY timestamp DESC NULLS LAST LIMIT 1),
    0
  );
  CREATE TABLE IF NOT EXISTS maintenance (task TEXT PRIMARY KEY) WITHOUT ROWID;
  INSERT OR IGNORE INTO maintenance VALUES ('vacuum');
  `;
