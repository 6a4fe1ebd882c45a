import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storeSuite } from "../../../tests/store/store.suite.js";
import { migrations } from "./migrations.js";
import { openSqliteStore } from "./open.js";

const newFolder = () => mkdtemp(join(tmpdir(), "syllable-test-"));

storeSuite("SQLite", async () => {
  const folder = await newFolder();
  return {
    open: () => openSqliteStore(join(folder, "deep", "sessions.sqlite")),
    remove: () => rm(folder, { recursive: true }),
  };
});

let folder: string;
beforeAll(async () => {
  folder = await newFolder();
});
afterAll(() => rm(folder, { recursive: true }));

const versionOf = (path: string): unknown => {
  const db = new Libsql(path);
  const { user_version } = db.prepare("PRAGMA user_version").get([]) as { user_version: unknown };
  db.close();
  return user_version;
};

test("a new file has the version of the newest migration", async () => {
  const path = join(folder, "new.sqlite");
  await (await openSqliteStore(path)).close();
  expect(versionOf(path)).toBe(migrations.length);
});

test("rejects a file of a newer version, and does not change it", async () => {
  const path = join(folder, "newer.sqlite");
  const db = new Libsql(path);
  db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  db.close();
  await expect(openSqliteStore(path)).rejects.toThrow(
    /has version \d+, and this syllable supports up to \d+; upgrade/,
  );
  expect(versionOf(path)).toBe(migrations.length + 1);
});

test("rejects a file that is not a database", async () => {
  const path = join(folder, "letter.sqlite");
  await writeFile(path, "Dear reader, ".repeat(1_000));
  await expect(openSqliteStore(path)).rejects.toThrow(/not a database/);
});

test("rejects a path below a file", async () => {
  const path = join(folder, "plain");
  await writeFile(path, "x");
  await expect(openSqliteStore(join(path, "sessions.sqlite"))).rejects.toThrow(/ENOTDIR|EEXIST/);
});
