import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { query, record } from "../../../tests/store/with-store.suite.js";
import { StoreUnavailable } from "../port.js";
import { asUnavailable } from "./faults.js";
import { openSqliteStore } from "./open.js";

const PUTS = 40;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  path = join(folder, "sessions.sqlite");
});
afterEach(() => rm(folder, { recursive: true }));

/** Sessions of a put: half of them are those of the put before. */
const batch = (place: number) =>
  Array.from({ length: 10 }, (_, index) =>
    record(place * 5 + index, { agent_name: `Desk ${place}`, source: `+1${index % 3}` }),
  );

test("puts through two stores of one file at a time lose and double nothing", async () => {
  const stores = [await openSqliteStore(path), await openSqliteStore(path)];
  const outcomes = await Promise.all(
    Array.from({ length: PUTS }, (_, place) => stores[place % 2]!.sessions.put(1, batch(place))),
  );
  const ids = (PUTS - 1) * 5 + 10;
  expect(outcomes.flat().filter((outcome) => outcome === "created")).toHaveLength(ids);
  for (const store of stores) {
    const page = await store.sessions.list(1, query());
    expect([page.total, JSON.parse(`[${page.items}]`).length]).toEqual([ids, ids]);
    await store.close();
  }
});

test("organisations take turns: the many writes of one do not delay those of another", async () => {
  const store = await openSqliteStore(path);
  const done: string[] = [];
  const write = async (name: string, call: Promise<unknown>) => {
    await call;
    done.push(name);
  };
  const recording = { organisation: 2, session: 1, name: "call", blob: "b", type: "audio/wav" };
  await Promise.all([
    ...Array.from({ length: 8 }, (_, place) =>
      write(`1: put ${place}`, store.sessions.put(1, batch(place))),
    ),
    write("2: put", store.sessions.put(2, [record(1)])),
    write("2: recording", store.recordings.begin(recording, Date.now())),
    write("keys", store.keys.organisation("o")),
    write("1: last", store.sessions.delete(1, 1)),
  ]);
  const others = done.filter((name) => !name.startsWith("1"));
  expect(others).toEqual(["2: put", "keys", "2: recording"]);
  expect(done.indexOf("2: put")).toBeLessThan(2);
  expect(done.indexOf("2: recording")).toBeLessThan(7);
  expect(done.filter((name) => name.startsWith("1")).at(-1)).toBe("1: last");
  await store.close();
});

test("what was asked for is written before the store is closed", async () => {
  const store = await openSqliteStore(path);
  const puts = Array.from({ length: PUTS }, (_, id) => store.sessions.put(1, [record(id)]));
  await store.close();
  expect((await Promise.all(puts)).flat()).toEqual(puts.map(() => "created"));

  const again = await openSqliteStore(path);
  expect((await again.sessions.list(1, query())).total).toBe(PUTS);
  await again.close();
});

test("nothing is written once the store is closed", async () => {
  const store = await openSqliteStore(path);
  await store.sessions.put(1, [record(1)]);
  const closed = store.close();
  await expect(store.sessions.put(1, [record(2)])).rejects.toThrow(/closed/);
  await closed;
  await expect(store.sessions.put(1, [record(3)])).rejects.toThrow(/closed/);

  const again = await openSqliteStore(path);
  expect((await again.sessions.list(1, query())).total).toBe(1);
  await again.close();
});

describe("a write that the file does not take now", () => {
  test("is refused as one to try again where another process writes, and taken then", async () => {
    const store = await openSqliteStore(path);
    const other = new Libsql(path);
    other.exec("BEGIN IMMEDIATE");
    await expect(store.sessions.put(1, [record(1)])).rejects.toMatchObject({ passes: true });
    other.exec("ROLLBACK");
    other.close();
    expect(await store.sessions.put(1, [record(1)])).toEqual(["created"]);
    await store.close();
  });

  test("is refused as one that its owner has to mend where the file is read-only", () => {
    const file = new Libsql(path);
    file.exec("PRAGMA query_only = ON");
    const write = () => {
      try {
        file.exec("CREATE TABLE one (id INTEGER)");
      } catch (error) {
        throw asUnavailable(error as Error);
      }
    };
    expect(write).toThrow(StoreUnavailable);
    expect(write).toThrow(/read-only/);
    file.close();
  });

  test("keeps the code of its error, by which a full disk is told", async () => {
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
