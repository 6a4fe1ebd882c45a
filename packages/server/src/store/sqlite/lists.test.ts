import { join } from "node:path";
import { SessionProperties, type SessionsListRequest } from "syllable-contract";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query, record } from "../../../tests/store/with-store.suite.js";
import type { Store } from "../port.js";
import { Budget, BudgetExceededError } from "../sql/list-budget.js";
import { inFairTurns } from "../sql/lists.js";
import { listSessions } from "../sql/session-list/index.js";
import { SqliteDatabase } from "./database.js";
import { openSqliteStore } from "./open.js";
import { READER_LIMITS, Readers } from "./readers.js";

const SESSIONS = 200;

const folder = tempFolder();
let path: string;
let store: Store;
let db: SqliteDatabase;
let readers: Readers;
beforeAll(async () => {
  path = join(folder, "sessions.sqlite");
  store = await openSqliteStore(path);
  db = SqliteDatabase.open(path, { cacheKiB: 1_024 });
  readers = new Readers(path);
  const records = Array.from({ length: SESSIONS }, (_, id) =>
    record(id, { agent_name: `Desk ${id % 7}`, source: `+1202555${id % 50}`, duration: id % 9 }),
  );
  await store.sessions.put(1, records);
});
afterAll(async () => {
  readers.close();
  await store.close();
  await db.close();
});

const readDirectly = (budget: Budget, request: Partial<SessionsListRequest>) =>
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
  "%j needs a budget, and returns the same page from a reader process",
  async (request) => {
    await expect(readDirectly(new Budget(0), request)).rejects.toThrow(BudgetExceededError);
    const expected = await readDirectly(new Budget(), request);
    expect(await readers.read("sessions", 1, query(request), undefined)).toEqual(expected);
    expect(await store.sessions.list(1, query(request))).toEqual(expected);
  },
);

describe("a list in a reader process", () => {
  /** New reader processes, and a function that reads the costly list in turns. */
  const openReaders = () => {
    const newReaders = new Readers(path);
    const readInTurn = inFairTurns(READER_LIMITS, newReaders.read);
    const read = (signal?: AbortSignal) => readInTurn("sessions", 1, costly, signal);
    return { readers: newReaders, read };
  };
  const readMany = (count: number, read: () => Promise<{ total: number }>) =>
    Promise.all(Array.from({ length: count }, () => read()));

  test("stops when its signal aborts, and the next list succeeds", async () => {
    const controller = new AbortController();
    const list = readers.read("sessions", 1, costly, controller.signal);
    controller.abort(new Error("gone"));
    await expect(list).rejects.toThrow("gone");
    expect((await readers.read("sessions", 1, costly, undefined)).total).toBe(SESSIONS);
  });

  test("with an aborted signal rejects at once, without waiting for other lists", async () => {
    const { readers, read } = openReaders();
    let finished = 0;
    const busy = [1, 2].map(() => read().then(() => ++finished));
    await expect(read(AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(finished).toBe(0);
    await Promise.all(busy);
    readers.close();
  });

  test("can be aborted while it waits, and the other lists succeed", async () => {
    const { readers, read } = openReaders();
    const controller = new AbortController();
    const before = readMany(3, read);
    const list = read(controller.signal);
    const after = readMany(3, read);
    controller.abort(new Error("gone"));
    await expect(list).rejects.toThrow("gone");
    for (const { total } of [...(await before), ...(await after)]) expect(total).toBe(SESSIONS);
    readers.close();
  });

  test("frees its turn for the next list when it is aborted", async () => {
    const { readers, read } = openReaders();
    const controller = new AbortController();
    const first = read();
    const aborted = Promise.allSettled([read(controller.signal), read(controller.signal)]);
    const last = read();
    controller.abort(new Error("gone"));
    for (const { status } of await aborted) expect(status).toBe("rejected");
    for (const { total } of await Promise.all([first, last])) expect(total).toBe(SESSIONS);
    readers.close();
  });

  test("rejects once the readers are closed, also if it was waiting", async () => {
    const { readers, read } = openReaders();
    const settled = Promise.allSettled(Array.from({ length: 8 }, () => read()));
    readers.close();
    for (const { status } of await settled) expect(status).toBe("rejected");
    await expect(read()).rejects.toThrow(/closed/);
  });

  test("rejects if no process can be started, and succeeds once one can", async () => {
    const { readers, read } = openReaders();
    const node = process.execPath;
    process.execPath = join(folder, "no-node");
    const settled = Promise.allSettled([1, 2, 3].map(() => read()));
    try {
      for (const { status } of await settled) expect(status).toBe("rejected");
    } finally {
      process.execPath = node;
    }
    expect((await read()).total).toBe(SESSIONS);
    readers.close();
  });
});
