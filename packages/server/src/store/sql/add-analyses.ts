/** Statements for both databases that add the analysis to `recordings`, and request it for all of them. */
export const ADD_ANALYSES: readonly string[] = [
  "ALTER TABLE recordings ADD COLUMN started_at BIGINT",
  "ALTER TABLE recordings ADD COLUMN channel_names TEXT",
  "ALTER TABLE recordings ADD COLUMN audio TEXT",
  "ALTER TABLE recordings ADD COLUMN analysis_lease BIGINT NOT NULL DEFAULT 0",
  "ALTER TABLE recordings ADD COLUMN analysis_attempts BIGINT NOT NULL DEFAULT 0",
  "UPDATE recordings SET analysis = 'pending', analysis_detail = NULL WHERE state = 'ready'",
  `CREATE INDEX pending_analyses ON recordings (created_at)
   WHERE analysis = 'pending' AND state = 'ready'`,
];
