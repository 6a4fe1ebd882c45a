/** The file without its WAL is complete soon after a write and after a stop, and its WAL stays small. */
import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import Libsql from "libsql";
import { eventually } from "syllable-test-support/eventually";
import { tempFolder } from "syllable-test-support/temp-folder";
import { beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.js";
import { query, record } from "./with-store.suite.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = tempFolder();
  path = join(folder, "sessions.sqlite");
});

const walBytes = async () => (await stat(`${path}-wal`).catch(() => undefined))?.size ?? 0;

/** The number of sessions in a copy of the file without its WAL. */
async function sessionsInCopy(): Promise<number> {
  const copy = join(tempFolder(), "sessions.sqlite");
  await copyFile(path, copy);
  const db = new Libsql(copy);
  const { count } = db.prepare("SELECT count(*) AS count FROM sessions").get([]) as {
    count: number;
  };
  db.close();
  return count;
}

test("a closed store leaves everything in its file, also after costly lists and reads", async () => {
  const store = await openSqliteStore(path);
  await store.sessions.put(
    1,
    Array.from({ length: 2_000 }, (_, id) => record(id, { source: `+1202555${id}`, duration: 1 })),
  );
  // Costly: it is read by another process.
  const costly = query({
    searchFields: ["source", "duration"] as never,
    searchFieldValues: ["55", "1"],
    orderBy: "source" as never,
  });
  const listing = store.sessions.list(1, costly);
  await store.sessions.get(1, 1);
  await listing;
  await store.close();
  expect(await walBytes()).toBe(0);
  expect(await sessionsInCopy()).toBe(2_000);
});

test("a store without writes leaves everything in its file", async () => {
  await (await openSqliteStore(path)).close();
  expect(await walBytes()).toBe(0);
  expect(await sessionsInCopy()).toBe(0);
});

test("an open store writes everything to its file soon after the last write", async () => {
  const store = await openSqliteStore(path);
  await store.sessions.put(1, [record(1)]);
  await eventually(async () => expect(await walBytes()).toBe(0));
  expect(await sessionsInCopy()).toBe(1);
  await store.close();
});

test("a reader delays that until it ends", async () => {
  const store = await openSqliteStore(path);
  await store.sessions.put(1, [record(1)]);
  const reader = new Libsql(path);
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM sessions").all([]);
  await store.sessions.put(1, [record(2)]);
  expect(await walBytes()).toBeGreaterThan(0);
  reader.exec("COMMIT");
  reader.close();
  await eventually(async () => expect(await walBytes()).toBe(0));
  expect(await sessionsInCopy()).toBe(2);
  await store.close();
});

test("steady writes and overlapping reads do not prevent the WAL from being emptied", async () => {
  const store = await openSqliteStore(path);
  const readers = [new Libsql(path), new Libsql(path)];
  let round = 0;
  const reading = setInterval(() => {
    const [next, last] = [readers[round % 2]!, readers[(round + 1) % 2]!];
    next.exec("BEGIN");
    next.prepare("SELECT count(*) FROM sessions").all([]);
    if (last.inTransaction) last.exec("COMMIT");
    round += 1;
  }, 50);
  let writing = true;
  const writes = (async () => {
    for (let id = 0; writing; id++) await store.sessions.put(1, [record(id)]);
  })();
  await eventually(async () => expect(await walBytes()).toBeGreaterThan(0));
  await eventually(async () => expect(await walBytes()).toBe(0), 30_000);
  clearInterval(reading);
  writing = false;
  await writes;
  for (const reader of readers) {
    if (reader.inTransaction) reader.exec("COMMIT");
    reader.close();
  }
  await store.close();
  expect(await walBytes()).toBe(0);
}, 60_000);
