/** After a delete, none of the session's bytes are left: in tables, indexes, logs and free space. */
import { copyFile, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import Libsql from "libsql";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { type PostgresServer, startPostgres } from "syllable-test-support/postgres";
import { uploadRecording } from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { importLines, putSession } from "syllable-test-support/sessions";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.js";
import { REMOVE_UNUSED } from "../../src/store/sqlite/remove-unused.js";
import { record } from "./with-store.suite.js";

const server = (await startPostgres()) as PostgresServer;
afterAll(() => server?.remove());

/** The letters make each of its trigrams unique, too. */
const marker = (name: string) => `ѪѮ${name}ѰѾ`;
const FIELDS = {
  source: marker("Source"),
  target: marker("Target"),
  agent_name: marker("Agent"),
  prompt_name: marker("Prompt"),
  conversation_id: marker("Conversation"),
  channel_manager_sid: marker("Sid"),
};
const TEXTS = [
  ...Object.values(FIELDS),
  ...["Transcript", "Summary", "Comment", "Audio", "Replaced"].map(marker),
  "recording-to-be-deleted",
];
/** Includes the forms that ignore case, and the trigrams. */
const SEARCHED = [...TEXTS, ...TEXTS.map((text) => text.toLowerCase()), "ѪѮ", "ѫѯ", "ѰѾ", "ѱѿ"];

async function fill(service: TestService): Promise<void> {
  const lines = Array.from({ length: 3_000 }, (_, id) =>
    JSON.stringify({
      session_id: String(1_000 + id),
      timestamp: "2026-01-31T09:00:00Z",
      source: `+1206555${(id * 7_919) % 10_000}`,
      agent_name: `agent ${id % 5}`,
    }),
  );
  await importLines(service, lines.join("\n"));
}

async function store(service: TestService, id: string): Promise<void> {
  await putSession(service, id, { ...FIELDS, source: marker("Replaced") });
  await putSession(service, id, FIELDS);
  const send = async (method: string, path: string, body: unknown) => {
    const response = await service.call(path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status, await response.clone().text()).toBeLessThan(300);
  };
  const transcript = (text: string) => ({
    transcription: [
      { source: "user", text: text.repeat(2_000), timestamp: "2026-01-31T09:00:00Z" },
    ],
  });
  await send("PUT", `/api/v1/sessions/transcript/${id}`, transcript(marker("Replaced")));
  await send("PUT", `/api/v1/sessions/transcript/${id}`, transcript(marker("Transcript")));
  await send("PUT", `/api/v1/sessions/full-summary/${id}`, { summary: marker("Summary") });
  await send("POST", "/api/v1/session_labels/", {
    session_id: Number(id),
    type: "human-rating",
    code: "GOOD",
    user_email: "a@example.com",
    comments: marker("Comment"),
  });
  const audio = Buffer.from(marker("Audio").repeat(1_000));
  const type = { "content-type": "audio/basic" };
  const uploaded = await uploadRecording(service, id, "recording-to-be-deleted", audio, type);
  expect(uploaded.status).toBe(201);
}

/** The searched texts that occur in the files of a folder. */
async function found(folder: string, isSearched: (path: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const occurrences: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (!isSearched(path)) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    const texts = SEARCHED.filter((text) => bytes.includes(text));
    occurrences.push(...texts.map((text) => `${text} in ${path}`));
  }
  return occurrences;
}
const everyFile = () => true;

test("SQLite: nothing of a deleted session is left in the data folder", async () => {
  const dataDir = tempFolder();
  const service = await startService({ dataDir });
  await fill(service);
  for (const id of ["1", "2", "3"]) await store(service, id);
  await eventually(async () =>
    expect((await stat(join(dataDir, "sessions.sqlite-wal"))).size).toBe(0),
  );
  const before = await found(dataDir, everyFile);
  for (const text of TEXTS.filter((one) => one !== marker("Replaced"))) {
    expect(before.join()).toContain(text);
  }
  expect(before.join()).not.toContain(marker("Replaced"));
  for (const id of ["1", "2", "3"]) {
    expect((await service.call(`/api/v1/sessions/${id}`, { method: "DELETE" })).status).toBe(204);
  }
  await eventually(async () => expect(await found(dataDir, everyFile)).toEqual([]));
  await fill(service);
  await service.stop();
  expect(await found(dataDir, everyFile)).toEqual([]);
});

test("SQLite: what an earlier version left of deleted sessions is erased by the first start", async () => {
  const folder = tempFolder();
  const path = join(folder, "sessions.sqlite");
  const before = await openSqliteStore(path);
  await before.sessions.put(1, [record(1, FIELDS), record(2, { source: "+12065550101" })]);
  const transcript = Buffer.from(JSON.stringify(marker("Transcript").repeat(2_000)));
  await before.parts.put(1, 1, "transcript", transcript);
  await before.close();
  const db = new Libsql(path);
  // As earlier versions deleted a session.
  db.exec(`DELETE FROM sessions WHERE session_id = 1; DELETE FROM session_parts;
    UPDATE session_counts SET sessions = 0 WHERE profile_id = (
      SELECT id FROM session_profiles WHERE agent_name IS NOT NULL);
    UPDATE session_counts SET sessions = 1 WHERE profile_id = -1;
    UPDATE session_value_counts SET sessions = 0 WHERE value_id IN (
      SELECT id FROM session_values WHERE folded LIKE 'ѫ%')`);
  // The migration of the next version.
  db.exec(REMOVE_UNUSED);
  db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get([]);
  db.close();
  const copy = join(tempFolder(), "sessions.sqlite");
  await copyFile(path, copy);
  expect(await found(join(copy, ".."), everyFile)).not.toEqual([]);

  const messages: string[] = [];
  const after = await openSqliteStore(copy, (message) => messages.push(message));
  expect(JSON.parse((await after.sessions.get(1, 2))!)).toMatchObject({ source: "+12065550101" });
  await after.close();
  expect(await found(join(copy, ".."), everyFile)).toEqual([]);
  expect(messages).toEqual([]);
});

describe("PostgreSQL", needs(server), () => {
  test("nothing of a deleted session is left after VACUUM FULL", async () => {
    const database = await server.newDatabase();
    const service = await startService({ databaseUrl: database.url });
    await fill(service);
    await store(service, "1");
    await database.query("ANALYZE");
    expect((await service.call("/api/v1/sessions/1", { method: "DELETE" })).status).toBe(204);
    const tables = async () =>
      (await database.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
      )) as [string][];
    const rows = async () => {
      const texts = await Promise.all(
        (await tables()).map(([table]) => database.query(`SELECT t::text FROM ${table} t`)),
      );
      return SEARCHED.filter((text) => JSON.stringify(texts).includes(text));
    };
    await eventually(async () => expect(await rows()).toEqual([]));
    await eventually(async () => expect(await found(service.dataDir, everyFile)).toEqual([]));
    // First, because the statistics of the planner sample the columns.
    await database.query("ANALYZE");
    await database.query("VACUUM (FULL)");
    await database.query("CHECKPOINT");
    const [[folder, oid]] = (await database.query(
      `SELECT current_setting('data_directory'), oid::text FROM pg_database
       WHERE datname = current_database()`,
    )) as [[string, string]];
    await eventually(async () =>
      expect(await found(join(folder, "base", oid), everyFile)).toEqual([]),
    );
    await service.remove();
    await database.remove();
  });
});
