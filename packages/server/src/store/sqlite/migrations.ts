import { ADD_ANALYSES } from "../sql/add-analyses.js";
import { addAssessments } from "../sql/add-assessments.js";
import { ADD_BROWSER_SESSIONS } from "../sql/add-browser-sessions.js";
import type { Migration } from "../sql/migration.js";
import { recountSessions } from "../sql/recount-sessions.js";
import { refoldTexts } from "./refold-texts.js";
import { REMOVE_UNUSED } from "./remove-unused.js";

/**
 * The history of the schema. Entry n migrates a database from version n to n + 1. Append only. A
 * migration that changes how sessions are stored renames the old table to `sessions_before`; `migrate`
 * then stores those sessions in the new one.
 */
export const migrations: readonly Migration[] = [
  `
  CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
  );

  CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES organisations,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
  );

  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);

  CREATE TABLE sessions (
    org_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    is_test INTEGER NOT NULL,
    conversation_id TEXT,
    channel_manager_service TEXT,
    channel_manager_type TEXT,
    channel_manager_sid TEXT,
    agent_type TEXT,
    agent_id TEXT,
    agent_name TEXT,
    prompt_id TEXT,
    prompt_name TEXT,
    source TEXT,
    target TEXT,
    duration REAL,
    is_outbound INTEGER,
    is_legacy INTEGER,
    agent_name_folded TEXT,
    prompt_name_folded TEXT,
    source_folded TEXT,
    target_folded TEXT,
    wire TEXT NOT NULL,
    PRIMARY KEY (org_id, session_id)
  );
  CREATE INDEX sessions_by_time ON sessions (org_id, timestamp, session_id);
  CREATE INDEX sessions_by_test_and_time ON sessions (org_id, is_test, timestamp, session_id);

  CREATE TABLE session_totals (
    org_id INTEGER NOT NULL,
    is_test INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    PRIMARY KEY (org_id, is_test)
  ) WITHOUT ROWID;

  CREATE TABLE recordings (
    blob TEXT PRIMARY KEY,
    org_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'condemned')),
    type TEXT NOT NULL,
    bytes INTEGER,
    sha256 TEXT,
    seconds REAL,
    channels INTEGER,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX recordings_of_session ON recordings (org_id, session_id, name);
  CREATE UNIQUE INDEX ready_recordings ON recordings (org_id, session_id, name)
    WHERE state = 'ready';
  CREATE INDEX condemned_recordings ON recordings (state) WHERE state <> 'ready';
  `,
  `
  CREATE TABLE session_parts (
    org_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    part TEXT NOT NULL,
    wire TEXT NOT NULL,
    PRIMARY KEY (org_id, session_id, part)
  );

  CREATE TABLE session_labels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    org_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    type TEXT NOT NULL,
    code TEXT NOT NULL,
    user_email TEXT NOT NULL,
    user_email_folded TEXT NOT NULL,
    comments TEXT,
    issue_categories TEXT
  );
  CREATE INDEX session_labels_by_time ON session_labels (org_id, timestamp, id);
  CREATE INDEX labels_of_session ON session_labels (org_id, session_id, id);
  `,
  `
  ALTER TABLE sessions RENAME TO sessions_before;
  DROP INDEX sessions_by_time;
  DROP INDEX sessions_by_test_and_time;
  DROP TABLE session_totals;

  CREATE TABLE session_profiles (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    is_test INTEGER NOT NULL,
    channel_manager_service TEXT,
    channel_manager_type TEXT,
    agent_type TEXT,
    agent_id TEXT,
    agent_name TEXT,
    prompt_id TEXT,
    prompt_name TEXT,
    is_outbound INTEGER,
    is_legacy INTEGER,
    agent_name_folded TEXT,
    prompt_name_folded TEXT
  );
  CREATE UNIQUE INDEX session_profiles_by_key ON session_profiles (org_id, key);

  CREATE TABLE session_values (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL,
    property TEXT NOT NULL,
    key TEXT NOT NULL,
    folded TEXT
  );
  CREATE UNIQUE INDEX session_values_by_key ON session_values (org_id, property, key);
  CREATE VIRTUAL TABLE session_values_text USING fts5 (
    folded, content = 'session_values', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = "trigram case_sensitive 1"
  );
  CREATE TABLE session_value_counts (
    org_id INTEGER NOT NULL,
    value_id INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    tests INTEGER NOT NULL,
    PRIMARY KEY (org_id, value_id)
  ) WITHOUT ROWID;

  CREATE TABLE session_counts (
    org_id INTEGER NOT NULL,
    profile_id INTEGER NOT NULL,
    span INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    PRIMARY KEY (org_id, profile_id, span, bucket)
  ) WITHOUT ROWID;

  CREATE TABLE sessions (
    org_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    is_test INTEGER NOT NULL,
    profile_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    target_id INTEGER NOT NULL,
    conversation_id TEXT,
    channel_manager_sid TEXT,
    duration REAL,
    wire TEXT NOT NULL
  );
  CREATE UNIQUE INDEX sessions_by_id ON sessions (org_id, session_id);
  CREATE INDEX sessions_by_time ON sessions (org_id, is_test, timestamp, session_id, profile_id);
  CREATE INDEX sessions_by_profile ON sessions
    (org_id, profile_id, timestamp, session_id, source_id, target_id, duration);
  CREATE INDEX sessions_by_profile_and_id ON sessions (org_id, profile_id, session_id);
  CREATE INDEX sessions_by_source
    ON sessions (org_id, source_id, timestamp, session_id, is_test, profile_id);
  CREATE INDEX sessions_by_target
    ON sessions (org_id, target_id, timestamp, session_id, is_test, profile_id);
  CREATE INDEX sessions_by_conversation
    ON sessions (org_id, conversation_id, session_id, is_test, profile_id, timestamp);
  CREATE INDEX sessions_by_sid
    ON sessions (org_id, channel_manager_sid, session_id, is_test, profile_id, timestamp);
  CREATE INDEX sessions_by_duration
    ON sessions (org_id, duration, session_id, is_test, profile_id, timestamp);
  CREATE INDEX sessions_by_rising_duration
    ON sessions (org_id, duration, session_id DESC, is_test, profile_id, timestamp);

  ALTER TABLE recordings ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;
  `,
  `
  DROP INDEX sessions_by_rising_duration;
  CREATE INDEX sessions_by_source_and_id ON sessions (org_id, source_id, session_id, is_test);
  CREATE INDEX sessions_by_target_and_id ON sessions (org_id, target_id, session_id, is_test);
  ALTER TABLE session_value_counts ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;
  UPDATE session_value_counts SET newest = coalesce(
    (SELECT timestamp FROM sessions s WHERE s.org_id = session_value_counts.org_id
       AND s.source_id = value_id ORDER BY timestamp DESC NULLS LAST LIMIT 1),
    (SELECT timestamp FROM sessions s WHERE s.org_id = session_value_counts.org_id
       AND s.target_id = value_id ORDER BY timestamp DESC NULLS LAST LIMIT 1),
    0
  );
  DROP TABLE session_values_text;
  CREATE VIRTUAL TABLE session_sources_text USING fts5 (
    folded, content = 'session_values', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = "trigram case_sensitive 1"
  );
  INSERT INTO session_sources_text (rowid, folded)
    SELECT id, folded FROM session_values WHERE property = 'source';
  CREATE VIRTUAL TABLE session_targets_text USING fts5 (
    folded, content = 'session_values', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = "trigram case_sensitive 1"
  );
  INSERT INTO session_targets_text (rowid, folded)
    SELECT id, folded FROM session_values WHERE property = 'target';
  `,
  `
  ALTER TABLE recordings ADD COLUMN analysis TEXT;
  ALTER TABLE recordings ADD COLUMN analysis_detail TEXT;
  `,
  REMOVE_UNUSED,
  async (sql, progress) => {
    await sql.run("DROP INDEX sessions_by_time");
    await sql.run(`CREATE INDEX sessions_by_time ON sessions
      (org_id, is_test, timestamp, session_id, profile_id, duration)`);
    await refoldTexts(sql, progress);
  },
  `
  CREATE TABLE write_probe (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
  DELETE FROM secrets WHERE name = 'write-probe';
  `,
  // Counted sessions by duration. `recountSessions` does so for all versions.
  async () => undefined,
  ADD_ANALYSES.join(";\n"),
  ADD_BROWSER_SESSIONS.join(";\n"),
  async (sql, progress) => {
    await sql.run("ALTER TABLE session_counts ADD COLUMN duration_us REAL NOT NULL DEFAULT 0");
    await recountSessions(sql, progress);
  },
  addAssessments,
];
