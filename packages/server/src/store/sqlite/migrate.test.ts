import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import Libsql from "libsql";
import type { SessionProperties, SessionSearchProperties, SessionWire } from "syllable-contract";
import { tempFolder } from "syllable-test-support/temp-folder";
import { beforeEach, expect, test } from "vitest";
import { PlainModel } from "../../../tests/store/plain-model.suite.js";
import { idsOf, query, record } from "../../../tests/store/with-store.suite.js";
import { fold } from "../port/fold.js";
import { migrations } from "./migrations.js";
import { openSqliteStore } from "./open.js";

const OLD_VERSION = 2;
const ORGANISATIONS = [1, 2];
/** More than the migration copies in one batch. */
const SESSIONS = 1_200;
const BUILT = dirname(createRequire(import.meta.url).resolve("#sqlite-writer"));

let folder: string;
let path: string;
beforeEach(() => {
  folder = tempFolder();
  path = join(folder, "sessions.sqlite");
});

const fieldsOf = (id: number): Partial<SessionWire> => ({
  session_id: String(id),
  timestamp: `20${10 + (id % 17)}-0${1 + (id % 9)}-11T00:00:00.00000${id % 10}Z`,
  is_test: id % 7 === 0,
  ...(id % 3 > 0 && { agent_name: `Straße ${id % 5}`, agent_id: String(id % 5) }),
  ...(id % 4 > 0 && { source: `+1202555${1_000 + id}`, duration: id / 8 }),
  ...(id % 5 > 0 && { conversation_id: `c-${id % 50}`, is_outbound: id % 2 === 0 }),
  ...(id % 6 > 0 && { prompt_name: "50% off", is_legacy: id % 12 === 1 }),
});
const ids = Array.from({ length: SESSIONS }, (_, index) => index);
const model = new PlainModel();
for (const id of ids) model.put(id, fieldsOf(id));
const LABELLED = 11;
const jsonOf = (id: number): string => {
  const { json } = record(id, fieldsOf(id));
  return id === LABELLED ? JSON.stringify({ ...JSON.parse(json), session_label_id: "1" }) : json;
};

/** Creates a file of version 2, in which sessions were not yet counted by profile. */
function makeOldFile(): void {
  const db = new Libsql(path);
  for (const migration of migrations.slice(0, OLD_VERSION)) db.exec(migration as string);
  db.exec(`PRAGMA user_version = ${OLD_VERSION}; BEGIN`);
  db.exec("INSERT INTO organisations VALUES (1, 'acme', 0), (2, 'other', 0)");
  for (const organisation of ORGANISATIONS) {
    for (const id of ids) {
      const { timestamp, isTest, properties } = record(id, fieldsOf(id));
      const row: Record<string, string | number | null> = {
        org_id: organisation,
        session_id: id,
        is_test: Number(isTest),
        wire: jsonOf(id),
      };
      for (const [name, value] of Object.entries(properties)) {
        row[name] = typeof value === "boolean" ? Number(value) : value;
      }
      row.timestamp = timestamp;
      for (const name of ["agent_name", "prompt_name", "source"] as const) {
        if (properties[name]) row[`${name}_folded`] = fold(String(properties[name]));
      }
      const placeholders = Object.keys(row).map(() => "?");
      db.prepare(`INSERT INTO sessions (${Object.keys(row)}) VALUES (${placeholders})`).run(
        Object.values(row),
      );
    }
    db.exec(`INSERT INTO session_totals
      SELECT org_id, is_test, count(*) FROM sessions WHERE org_id = ${organisation}
      GROUP BY is_test`);
  }
  db.exec(`INSERT INTO session_labels VALUES
      (1, 1, ${LABELLED}, 5, 'human-rating', 'GOOD', 'A@example.com', 'a@example.com', NULL, NULL);
    INSERT INTO session_parts VALUES (1, ${LABELLED}, 'summary', '{"summary":"s"}'),
      (1, ${LABELLED}, 'transcript', '{"actions":[{"tool_error":"timeout"}]}'),
      (2, 15, 'transcript', '{"actions":[{"tool_error":""},{}]}');
    INSERT INTO recordings VALUES
      ('b', 1, ${LABELLED}, 'call', 'ready', 'audio/wav', 1, 'x', 1.5, 1, 0);
    COMMIT`);
  db.close();
}

const stateOfFile = () => {
  const db = new Libsql(path);
  const [version, sessions] = ["PRAGMA user_version", "SELECT count(*) FROM sessions"].map(
    (text) => (db.prepare(text).raw().get([]) as [number])[0],
  );
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE name = 'session_counts'");
  const newTables = tables.all([]).length;
  db.close();
  return { version, sessions, newTables };
};

const filters: [SessionProperties, string][][] = [
  [],
  [["is_test", "only"]],
  [["is_test", "false"]],
  [["agent_name", "STRASSE 1"]],
  [["prompt_name", "%"]],
  [["source", "5551"]],
  [["is_outbound", "true"]],
  [["is_legacy", "true"]],
  [["conversation_id", "c-9"]],
  [["duration", "12.5"]],
];

async function expectAllDataMigrated(): Promise<void> {
  const store = await openSqliteStore(path);
  for (const organisation of ORGANISATIONS) {
    for (const id of ids) expect(await store.sessions.get(organisation, id)).toBe(jsonOf(id));
    for (const filter of filters) {
      for (const startDatetime of [undefined, "2015-05-11T00:00:00.000004Z"]) {
        const request = {
          searchFields: filter.map(([property]) => property),
          searchFieldValues: filter.map(([, value]) => value),
          startDatetime,
          limit: 10_000,
        };
        const page = await store.sessions.list(organisation, query(request));
        const expected = model.ids({ ...request, orderBy: "timestamp" });
        expect([idsOf(page), page.total], JSON.stringify(request)).toEqual([
          expected,
          expected.length,
        ]);
      }
    }
  }
  expect(await store.labels.get(1, 1)).toMatchObject({ session: LABELLED, code: "GOOD" });
  expect(`${await store.parts.get(1, LABELLED, "summary")}`).toBe(`{"summary":"s"}`);
  expect(await store.recordings.find(1, LABELLED, "call")).toMatchObject({
    blob: "b",
    seconds: 1.5,
    analysis: "pending",
    analysisDetail: null,
  });

  const assessed = async (organisation: number, field: SessionSearchProperties, value: string) => {
    const request = { searchFields: [field], searchFieldValues: [value], limit: 10_000 };
    return idsOf(await store.sessions.list(organisation, query(request)));
  };
  expect(await assessed(1, "label", "good")).toEqual([LABELLED]);
  expect(await assessed(1, "tool_errors", "true")).toEqual([LABELLED]);
  expect(await assessed(1, "tool_errors", "false")).toEqual([]);
  expect(await assessed(2, "label", "good")).toEqual([]);
  expect(await assessed(2, "label", "none")).toHaveLength(SESSIONS);
  expect(await assessed(2, "tool_errors", "false")).toEqual([15]);

  // Migrated sessions can be labelled, replaced and deleted, and their counts stay exact.
  const label = { session: 12, timestamp: 6, type: "human-rating", code: "OK", userEmail: "b@c.d" };
  const created = await store.labels.create(1, { ...label, comments: null, issueCategories: null });
  expect(created?.id).toBeGreaterThan(1);
  expect(await store.sessions.put(1, [record(LABELLED, { is_test: true })])).toEqual(["replaced"]);
  expect(await store.sessions.get(1, LABELLED)).toContain('"session_label_id":"1"');
  await store.sessions.put(
    2,
    ids.map((id) => record(id, { is_test: true })),
  );
  expect(await store.sessions.delete(2, 0)).toBe(true);
  const without = query({ searchFields: ["is_test"], searchFieldValues: ["false"] });
  const before = query({ startDatetime: "2010-01-01", endDatetime: "2026-01-31" });
  for (const [listQuery, total] of [
    [query(), SESSIONS - 1],
    [without, 0],
    [before, 0],
  ] as const) {
    expect((await store.sessions.list(2, listQuery)).total).toBe(total);
  }
  await store.close();
}

/** The columns of `recordings` that later versions added. */
const ANALYSIS_COLUMNS = [
  "analysis",
  "analysis_detail",
  "started_at",
  "channel_names",
  "audio",
  "analysis_lease",
  "analysis_attempts",
  "faults",
];
const ASSESSMENT_COLUMNS = ["label", "tool_errors", "audio_faults"];

/** The counts of all profiles together, and the sums of those of single profiles. */
const COUNTS = `SELECT org_id, min(profile_id, 0), span, bucket, sum(sessions), sum(duration_us)
  FROM session_counts GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

test("migrates a file of version 2 with all its data", async () => {
  makeOldFile();
  await expectAllDataMigrated();
}, 60_000);

test("migrates a file of version 3 with all its data, and counts its sessions again", async () => {
  makeOldFile();
  const db = new Libsql(path);
  const assessing = ["session_labels", "session_parts"];
  // Migrated again, sessions are assessed by these rows.
  for (const table of assessing) {
    db.exec(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}; DELETE FROM ${table}`);
  }
  await (await openSqliteStore(path)).close();
  const newest = () =>
    db.prepare("SELECT value_id, newest FROM session_value_counts").raw().all([]);
  const newestBefore = newest();
  expect(newestBefore.length).toBeGreaterThan(SESSIONS / 2);
  const counts = () => db.prepare(COUNTS).raw().all([]);
  const countsBefore = counts();
  expect(countsBefore.length).toBeGreaterThan(20);
  for (const table of assessing) {
    db.exec(`INSERT INTO ${table} SELECT * FROM kept_${table}; DROP TABLE kept_${table}`);
  }
  db.exec(`DROP INDEX sessions_by_source_and_id; DROP INDEX sessions_by_target_and_id;
    ALTER TABLE session_value_counts DROP COLUMN newest;
    DELETE FROM session_counts WHERE span > 3;
    ALTER TABLE session_counts DROP COLUMN duration_us;
    CREATE INDEX sessions_by_rising_duration
      ON sessions (org_id, duration, session_id DESC, is_test, profile_id, timestamp);
    DROP TABLE session_sources_text; DROP TABLE session_targets_text;
    DROP INDEX pending_analyses; DROP INDEX recordings_by_analysis;
    DROP TABLE browser_sessions; DROP TABLE sign_in_links;
    ALTER TABLE api_keys DROP COLUMN last_used_at; DROP TABLE session_examinations;
    DROP TABLE session_time_counts; ALTER TABLE sessions DROP COLUMN measured;
    ${ASSESSMENT_COLUMNS.map((column) => `ALTER TABLE session_profiles DROP COLUMN ${column};`).join(" ")}
    ${ANALYSIS_COLUMNS.map((column) => `ALTER TABLE recordings DROP COLUMN ${column};`).join(" ")}
    DROP TABLE write_probe;
    CREATE VIRTUAL TABLE session_values_text USING fts5 (
      folded, content = 'session_values', content_rowid = 'id', detail = none, columnsize = 0,
      tokenize = "trigram case_sensitive 1"
    );
    PRAGMA user_version = 3`);
  await (await openSqliteStore(path)).close();
  expect(newest()).toEqual(newestBefore);
  expect(counts()).toEqual(countsBefore);
  db.close();
  await expectAllDataMigrated();
}, 60_000);

test("a migration that fails does not change the file", async () => {
  makeOldFile();
  const db = new Libsql(path);
  const last = `org_id = 2 AND session_id = ${SESSIONS - 1}`;
  db.exec(`UPDATE sessions SET timestamp = 'no number' WHERE ${last}`);
  db.close();
  await expect(openSqliteStore(path)).rejects.toThrow();
  expect(stateOfFile()).toEqual({ version: OLD_VERSION, sessions: 2 * SESSIONS, newTables: 0 });
});

test("a migration that is killed does not change the file, and succeeds the next time", async () => {
  makeOldFile();
  const moduleOf = (name: string) => JSON.stringify(pathToFileURL(join(BUILT, name)).href);
  // With a tiny page cache, uncommitted changes are written to the files early.
  const script = `
    const { SqliteDatabase } = await import(${moduleOf("database.js")});
    const { migrate } = await import(${moduleOf("migrate.js")});
    const path = ${JSON.stringify(path)};
    const db = SqliteDatabase.open(path, { cacheKiB: 16 });
    const insert = db.insert.bind(db);
    let batches = 0;
    db.insert = async (insertion) => {
      const inserted = await insert(insertion);
      if (insertion.table === "sessions" && ++batches === 3) process.kill(process.pid, "SIGKILL");
      return inserted;
    };
    await migrate(db, path);
  `;
  const migrating = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  expect(await once(migrating, "exit")).toEqual([null, "SIGKILL"]);
  expect((await stat(`${path}-wal`)).size).toBeGreaterThan(0);
  expect(stateOfFile()).toEqual({ version: OLD_VERSION, sessions: 2 * SESSIONS, newTables: 0 });
  await expectAllDataMigrated();
}, 60_000);
