import { join } from "node:path";
import Libsql from "libsql";
import { tempFolder } from "syllable-test-support/temp-folder";
import { beforeEach, describe, expect, test } from "vitest";
import { query, record } from "../../../tests/store/with-store.suite.js";
import { StoreUnavailable } from "../port.js";
import { toStoreError } from "./errors.js";
import { openSqliteStore } from "./open.js";

const PUTS = 40;

let folder: string;
let path: string;
beforeEach(() => {
  folder = tempFolder();
  path = join(folder, "sessions.sqlite");
});

/** Ten sessions. Half of them are also in the next batch. */
const batch = (number: number) =>
  Array.from({ length: 10 }, (_, index) =>
    record(number * 5 + index, { agent_name: `Desk ${number}`, source: `+1${index % 3}` }),
  );

test("concurrent puts through two stores of one file store every session once", async () => {
  const stores = [await openSqliteStore(path), await openSqliteStore(path)];
  const outcomes = await Promise.all(
    Array.from({ length: PUTS }, (_, number) => stores[number % 2]!.sessions.put(1, batch(number))),
  );
  const ids = (PUTS - 1) * 5 + 10;
  expect(outcomes.flat().filter((outcome) => outcome === "created")).toHaveLength(ids);
  for (const store of stores) {
    const page = await store.sessions.list(1, query());
    expect([page.total, JSON.parse(`[${page.items}]`).length]).toEqual([ids, ids]);
    await store.close();
  }
});

test("many writes of one organisation do not delay those of another", async () => {
  const store = await openSqliteStore(path);
  const done: string[] = [];
  const write = async (name: string, call: Promise<unknown>) => {
    await call;
    done.push(name);
  };
  const recording = { organisation: 2, session: 1, name: "call", blob: "b", type: "audio/wav" };
  await Promise.all([
    ...Array.from({ length: 8 }, (_, number) =>
      write(`1: put ${number}`, store.sessions.put(1, batch(number))),
    ),
    write("2: put", store.sessions.put(2, [record(1)])),
    write("2: recording", store.recordings.begin(recording, Date.now())),
    write("keys", store.keys.ensureOrganisation("o")),
    write("1: last", store.sessions.delete(1, 1)),
  ]);
  const others = done.filter((name) => !name.startsWith("1"));
  expect(others).toEqual(["2: put", "keys", "2: recording"]);
  expect(done.indexOf("2: put")).toBeLessThan(2);
  expect(done.indexOf("2: recording")).toBeLessThan(7);
  expect(done.filter((name) => name.startsWith("1")).at(-1)).toBe("1: last");
  await store.close();
});

test("close finishes the writes in progress", async () => {
  const store = await openSqliteStore(path);
  const puts = Array.from({ length: PUTS }, (_, id) => store.sessions.put(1, [record(id)]));
  await store.close();
  expect((await Promise.all(puts)).flat()).toEqual(puts.map(() => "created"));

  const reopened = await openSqliteStore(path);
  expect((await reopened.sessions.list(1, query())).total).toBe(PUTS);
  await reopened.close();
});

test("writes are rejected once the store is closing", async () => {
  const store = await openSqliteStore(path);
  await store.sessions.put(1, [record(1)]);
  const closed = store.close();
  await expect(store.sessions.put(1, [record(2)])).rejects.toThrow(/closed/);
  await closed;
  await expect(store.sessions.put(1, [record(3)])).rejects.toThrow(/closed/);

  const reopened = await openSqliteStore(path);
  expect((await reopened.sessions.list(1, query())).total).toBe(1);
  await reopened.close();
});

describe("a write that fails", () => {
  test("is reported as transient while another process writes, and succeeds afterwards", async () => {
    const store = await openSqliteStore(path);
    const other = new Libsql(path);
    other.exec("BEGIN IMMEDIATE");
    await expect(store.sessions.put(1, [record(1)])).rejects.toMatchObject({ transient: true });
    other.exec("ROLLBACK");
    other.close();
    expect(await store.sessions.put(1, [record(1)])).toEqual(["created"]);
    await store.close();
  });

  test("is reported as an error for the operator if the file is read-only", () => {
    const file = new Libsql(path);
    file.exec("PRAGMA query_only = ON");
    const write = () => {
      try {
        file.exec("CREATE TABLE one (id INTEGER)");
      } catch (error) {
        throw toStoreError(error as Error);
      }
    };
    expect(write).toThrow(StoreUnavailable);
    expect(write).toThrow(/read-only/);
    file.close();
  });

  test("reports the code of the original error, which identifies a full disk", async () => {
    const store = await openSqliteStore(path);
    await store.sessions.put(1, [record(1)]);
    const other = new Libsql(path);
    other.exec("DROP TABLE session_labels");
    other.close();
    await expect(store.sessions.put(1, [record(1)])).rejects.toMatchObject({
      code: "SQLITE_ERROR",
      message: expect.stringContaining("session_labels"),
    });
    await store.close();
  });
});
