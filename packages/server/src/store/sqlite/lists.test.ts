import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SessionProperties, type SessionsListRequest } from "syllable-contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query, record } from "../../../tests/store/with-store.suite.js";
import type { Store } from "../port.js";
import { listSessions } from "../sql/session-list/list.js";
import { Budget, TooCostly } from "../sql/session-list/reading.js";
import { SqliteDatabase } from "./database.js";
import { openSqliteStore } from "./open.js";
import { Readers } from "./readers.js";

const SESSIONS = 200;

let folder: string;
let path: string;
let store: Store;
let db: SqliteDatabase;
let shared: Readers;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  path = join(folder, "sessions.sqlite");
  store = await openSqliteStore(path);
  db = SqliteDatabase.open(path, { cacheKiB: 1_024 });
  shared = new Readers(path);
  const records = Array.from({ length: SESSIONS }, (_, id) =>
    record(id, { agent_name: `Desk ${id % 7}`, source: `+1202555${id % 50}`, duration: id % 9 }),
  );
  await store.sessions.put(1, records);
});
afterAll(async () => {
  shared.close();
  await store.close();
  await db.close();
  await rm(folder, { recursive: true });
});

const directly = (budget: Budget, request: Partial<SessionsListRequest>) =>
  listSessions(db, 1, query(request), budget);

const requests: Partial<SessionsListRequest>[] = [
  {},
  { page: 3, limit: 10, orderBy: SessionProperties.Source },
  { startDatetime: "2026-01-31T08:59:59.5Z", endDatetime: "2026-01-31T09:00:00.5Z" },
  ...Object.values(SessionProperties).map((orderBy) => ({ orderBy, limit: 25 })),
  { searchFields: ["agent_name" as const], searchFieldValues: ["desk 3"] },
  { searchFields: ["source" as const], searchFieldValues: ["0255512"], page: 1, limit: 2 },
].map((request) => request as Partial<SessionsListRequest>);

const costly = query({ searchFields: [SessionProperties.Source], searchFieldValues: ["555"] });

test.each(requests)(
  "%j is given up where it may cost nothing, and the same wherever it is read",
  async (request) => {
    await expect(directly(new Budget(0), request)).rejects.toThrow(TooCostly);
    const expected = await directly(new Budget(), request);
    expect(await shared.read("sessions", 1, query(request), undefined)).toEqual(expected);
    expect(await store.sessions.list(1, query(request))).toEqual(expected);
  },
);

describe("a list that a process reads", () => {
  test("is given up by its signal, and the next one is answered", async () => {
    const given = new AbortController();
    const list = shared.read("sessions", 1, costly, given.signal);
    given.abort(new Error("gone"));
    await expect(list).rejects.toThrow("gone");
    expect((await shared.read("sessions", 1, costly, undefined)).total).toBe(SESSIONS);
  });

  test("is not waited for with a signal that is over", async () => {
    const readers = new Readers(path);
    let answered = 0;
    const busy = [1, 2].map(() =>
      readers.read("sessions", 1, costly, undefined).then(() => ++answered),
    );
    const over = AbortSignal.abort(new Error("over"));
    await expect(readers.read("sessions", 1, costly, over)).rejects.toThrow("over");
    expect(answered).toBe(0);
    await Promise.all(busy);
    readers.close();
  });

  test("is given up while it waits for others, which are answered", async () => {
    const readers = new Readers(path);
    const given = new AbortController();
    const before = [1, 2, 3].map(() => readers.read("sessions", 1, costly, undefined));
    const list = readers.read("sessions", 1, costly, given.signal);
    const after = [1, 2, 3].map(() => readers.read("sessions", 1, costly, undefined));
    given.abort(new Error("gone"));
    await expect(list).rejects.toThrow("gone");
    for (const { total } of await Promise.all([...before, ...after])) expect(total).toBe(SESSIONS);
    readers.close();
  });

  test("leaves its turn to the next one where it is given up", async () => {
    const readers = new Readers(path);
    const given = new AbortController();
    const first = readers.read("sessions", 1, costly, undefined);
    const second = readers.read("sessions", 1, costly, given.signal);
    const third = readers.read("sessions", 1, costly, given.signal);
    const fourth = readers.read("sessions", 1, costly, undefined);
    const both = Promise.allSettled([second, third]);
    given.abort(new Error("gone"));
    for (const { status } of await both) expect(status).toBe("rejected");
    for (const { total } of await Promise.all([first, fourth])) expect(total).toBe(SESSIONS);
    readers.close();
  });

  test("is refused once the store is closed, however many wait", async () => {
    const readers = new Readers(path);
    const lists = Array.from({ length: 8 }, () => readers.read("sessions", 1, costly, undefined));
    const settled = Promise.allSettled(lists);
    readers.close();
    for (const { status } of await settled) expect(status).toBe("rejected");
    await expect(readers.read("sessions", 1, costly, undefined)).rejects.toThrow(/closed/);
  });

  test("is refused, and nothing else fails, where no process can be started", async () => {
    const readers = new Readers(path);
    const node = process.execPath;
    process.execPath = join(folder, "no-node");
    const lists = [1, 2, 3].map(() => readers.read("sessions", 1, costly, undefined));
    try {
      for (const { status } of await Promise.allSettled(lists)) expect(status).toBe("rejected");
    } finally {
      process.execPath = node;
    }
    expect((await readers.read("sessions", 1, costly, undefined)).total).toBe(SESSIONS);
    readers.close();
  });
});
