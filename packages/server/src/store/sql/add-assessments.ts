import { hasToolErrors } from "../port.js";
import { assess } from "./assessments.js";
import type { Sql } from "./database.js";
import { assessedByLabels } from "./labels.js";
import type { Progress } from "./migration.js";
import { SessionRows } from "./session-rows.js";

const ADD_ASSESSMENTS: readonly string[] = [
  "ALTER TABLE session_profiles ADD COLUMN label TEXT NOT NULL DEFAULT 'none'",
  "ALTER TABLE session_profiles ADD COLUMN tool_errors BIGINT",
  "ALTER TABLE session_profiles ADD COLUMN audio_faults BIGINT",
  "ALTER TABLE recordings ADD COLUMN faults BIGINT",
  `CREATE TABLE session_examinations (
    org_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    PRIMARY KEY (org_id, session_id)
  )`,
  "ALTER TABLE sessions ADD COLUMN measured TEXT",
  `CREATE TABLE session_time_counts (
    org_id BIGINT NOT NULL,
    profile_id BIGINT NOT NULL,
    span BIGINT NOT NULL,
    bucket BIGINT NOT NULL,
    bin BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (org_id, profile_id, span, bucket, bin)
  )`,
];

const REQUEST_EXAMINATIONS = `INSERT INTO session_examinations (org_id, session_id, version, lease_until)
  SELECT DISTINCT org_id, session_id, 0, 0 FROM recordings
  WHERE state = 'ready' AND audio IS NOT NULL
  ON CONFLICT (org_id, session_id) DO NOTHING`;
const REQUEST_LATENCIES = `INSERT INTO session_examinations (org_id, session_id, version, lease_until)
  SELECT org_id, session_id, 0, 0 FROM session_parts WHERE part = 'latency'
  ON CONFLICT (org_id, session_id) DO NOTHING`;
const TRANSCRIPT = `SELECT wire FROM session_parts
  WHERE org_id = ? AND session_id = ? AND part = 'transcript'`;
const BATCH_SIZE = 1_000;

/** A migration step that adds assessments of sessions, and assesses those that are stored. */
export async function addAssessments(sql: Sql, progress: Progress): Promise<void> {
  for (const statement of ADD_ASSESSMENTS) await sql.run(statement);
  await assessStoredSessions(sql, progress);
}

/** Assesses the stored sessions by their labels and transcripts, and requests examinations of their recordings. */
export async function assessStoredSessions(sql: Sql, progress: Progress): Promise<void> {
  const sessionRows = new SessionRows();
  await inBatches(sql, progress, "session_labels", async (organisation, sessions) => {
    const changes = await assessedByLabels(sql, organisation, sessions);
    (await assess(sql, sessionRows, organisation, changes))();
  });
  await inBatches(sql, progress, "session_parts", async (organisation, sessions) => {
    const changes = new Map<number, { toolErrors: boolean }>();
    // One by one, because a transcript may have many megabytes.
    for (const session of sessions) {
      const [transcript] = await sql.rows<[string]>(TRANSCRIPT, [organisation, session]);
      if (transcript)
        changes.set(session, { toolErrors: hasToolErrors(JSON.parse(transcript[0])) });
    }
    (await assess(sql, sessionRows, organisation, changes))();
  });
  for (const request of [REQUEST_EXAMINATIONS, REQUEST_LATENCIES]) await sql.run(request);
}

/** Calls `work` with the ids of the sessions that have rows in a table, in batches. */
async function inBatches(
  sql: Sql,
  progress: Progress,
  table: "session_labels" | "session_parts",
  work: (organisation: number, sessions: readonly number[]) => Promise<void>,
): Promise<void> {
  const next = `SELECT DISTINCT session_id FROM ${table}
    WHERE org_id = ? AND session_id > ? ORDER BY session_id LIMIT ${BATCH_SIZE}`;
  let done = 0;
  for (const [organisation] of await sql.rows<[number]>(`SELECT DISTINCT org_id FROM ${table}`)) {
    for (let last = -1; ; ) {
      const sessions = await sql.rows<[number]>(next, [organisation, last]);
      if (sessions.length === 0) break;
      await work(
        organisation,
        sessions.map(([session]) => session),
      );
      last = sessions.at(-1)![0];
      done += sessions.length;
      progress(`assessing sessions by the rows of ${table}: ${done} done`);
    }
  }
}
