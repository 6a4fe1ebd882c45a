/**
 * Statements of both databases that add the sessions of browsers, and what the console shows of keys and
 * recordings.
 */
export const ADD_BROWSER_SESSIONS: readonly string[] = [
  `CREATE TABLE browser_sessions (
    hash TEXT NOT NULL PRIMARY KEY,
    key_id BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  `CREATE TABLE sign_in_links (
    hash TEXT NOT NULL PRIMARY KEY,
    key_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  "ALTER TABLE api_keys ADD COLUMN last_used_at BIGINT",
  `CREATE INDEX recordings_by_analysis ON recordings (org_id, analysis, bytes)
   WHERE state = 'ready'`,
];
