import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storeSuite } from "../../../tests/store/store.suite.js";
import { migrations } from "./migrations.js";
import { openSqliteStore } from "./open.js";

const newFolder = () => mkdtemp(join(tmpdir(), "syllable-test-"));

storeSuite("the store in a SQLite file", async () => {
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

test("a file has the version of its newest migration", async () => {
  const path = join(folder, "new.sqlite");
  await (await openSqliteStore(path)).close();
  expect(versionOf(path)).toBe(migrations.length);
});

test("a file of a newer version is refused, and left as it is", async () => {
  const path = join(folder, "newer.sqlite");
  const db = new Libsql(path);
  db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  db.close();
  await expect(openSqliteStore(path)).rejects.toThrow(
    /version \d+, made by a newer syllable.*upgrade/,
  );
  expect(versionOf(path)).toBe(migrations.length + 1);
});

test("a file that is no database is refused, and left as it is", async () => {
  const path = join(folder, "letter.sqlite");
  await writeFile(path, "Dear reader, ".repeat(1_000));
  await expect(openSqliteStore(path)).rejects.toThrow(/not a database/);
});

test("a path below a file is refused", async () => {
  const path = join(folder, "plain");
  await writeFile(path, "x");
  await expect(openSqliteStore(join(path, "sessions.sqlite"))).rejects.toThrow(/ENOTDIR|EEXIST/);
});
