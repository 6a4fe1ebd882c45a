/** The service never starts with an empty store in a folder that had data. */
import { copyFile, cp, mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Libsql from "libsql";
import { uploadRecording } from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { tempFolder } from "syllable-test-support/temp-folder";
import { beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/open-data.js";
import { totalOf } from "./total-of.js";

let dataDir: string;
let path: string;
beforeEach(() => {
  dataDir = tempFolder();
  path = join(dataDir, "sessions.sqlite");
});

/** Stores a session with a recording and stops. */
async function stopWithData(): Promise<void> {
  const service = await startService({ dataDir });
  await putSession(service, "1");
  const type = { "content-type": "audio/basic" };
  const uploaded = await uploadRecording(service, "1", "call", Buffer.from("audio"), type);
  expect(uploaded.status).toBe(201);
  await service.stop();
}

const start = (): Promise<TestService> => startService({ dataDir });

test("data survives a restart, even from a copy of the file without its WAL", async () => {
  await stopWithData();
  const again = await start();
  expect(await totalOf(again)).toBe(1);
  await again.stop();
  const copy = tempFolder();
  await copyFile(path, join(copy, "sessions.sqlite"));
  await using service = await startService({ dataDir: copy });
  expect(await totalOf(service)).toBe(1);
});

describe("does not start, and changes nothing, if", () => {
  const removeFile = () => Promise.all([path, `${path}-wal`, `${path}-shm`].map((one) => rm(one)));
  /** A file as SQLite creates it: everything else is in its WAL. */
  const fileWithoutTables = () => {
    const db = new Libsql(path);
    db.exec("PRAGMA journal_mode = WAL");
    db.close();
  };
  const cases: [string, () => Promise<unknown>, RegExp][] = [
    ["only recordings are left", removeFile, /sessions\.sqlite is missing.* recordings; restore/],
    [
      "only the WAL is left",
      () => rm(path),
      /is missing, but other data exists: .*sessions\.sqlite-wal/,
    ],
    ["the file has 0 bytes", () => truncate(path), /is empty \(0 bytes\); restore it/],
    [
      "the file has no tables",
      async () => {
        await removeFile();
        fileWithoutTables();
        await rm(`${path}-wal`, { force: true });
      },
      /has no tables: it was probably copied without/,
    ],
    [
      "the file has no tables, and a WAL that it ignores",
      async () => {
        await removeFile();
        fileWithoutTables();
        await writeFile(`${path}-wal`, Buffer.alloc(100_000, "wal"));
      },
      /has no tables.*-wal belongs to another file/,
    ],
    [
      "the file is older than all recordings",
      async () => {
        await removeFile();
        await (await openStore({ dataDir: join(dataDir, "other") })).close();
        await cp(join(dataDir, "other"), dataDir, { recursive: true });
      },
      /has no sessions, but the folder has recordings: .* older copy/,
    ],
    [
      "the file has no data, and a WAL that it ignores",
      async () => {
        await removeFile();
        await rm(join(dataDir, "recordings"), { recursive: true });
        await (await openStore({ dataDir })).close();
        await writeFile(`${path}-wal`, Buffer.alloc(100_000, "some log"));
        await writeFile(`${path}-wal`, Buffer.from("another log".repeat(9_000)));
      },
      /has no data, and .*-wal belongs to another file/,
    ],
  ];
  test.each(cases)("%s", async (_, lose, message) => {
    await stopWithData();
    await lose();
    const wal = () => readFile(`${path}-wal`).catch(() => Buffer.alloc(0));
    const before = await wal();
    await expect(start()).rejects.toThrow(message);
    await expect(start()).rejects.toThrow(/can't use the data folder .*start /);
    expect(await wal()).toEqual(before);
  });
});

test("starts in a folder without data", async () => {
  for (const folder of ["spool", "recordings/partial", "recordings/ab"]) {
    await mkdir(join(dataDir, folder), { recursive: true });
  }
  await writeFile(join(dataDir, "serve.lock"), "");
  await writeFile(join(dataDir, "recordings", "README"), "notes");
  const service = await start();
  expect(await totalOf(service)).toBe(0);
  await service.stop();
  await using again = await start();
  expect(await totalOf(again)).toBe(0);
});

test("starts once all sessions are deleted, and after a start that failed", async () => {
  await stopWithData();
  const service = await start();
  await service.call("/api/v1/sessions/1", { method: "DELETE" });
  await service.stop();
  await using again = await start();
  const failing = startService({ dataDir: tempFolder(), port: Number(new URL(again.url).port) });
  await expect(failing).rejects.toThrow(/already in use/);
  expect(await totalOf(again)).toBe(0);
});
