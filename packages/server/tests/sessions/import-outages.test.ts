/** Imports during an outage of the store: they wait, then report the unavailable lines. */
import { once } from "node:events";
import { join } from "node:path";
import Libsql from "libsql";
import type { ImportResultWire } from "syllable-contract";
import { startApp, type TestApp } from "syllable-test-support/app";
import { eventually } from "syllable-test-support/eventually";
import { connectTo } from "syllable-test-support/raw-http";
import { sdkFor } from "syllable-test-support/sdk";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { AT, importLines, importResultsIn } from "syllable-test-support/sessions";
import { expect, test } from "vitest";
import type { AppOptions } from "../../src/app.js";
import { type Store, StoreUnavailable } from "../../src/store/port.js";

const OUTAGE = { reason: "it rests", remedy: "wait", transient: true };
const DETAIL = "not stored because the database is unavailable: it rests; send the line again";

const line = (id?: string) => JSON.stringify({ timestamp: AT, session_id: id });
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => String(index));

/** Starts the service with a store that fails to store sessions while `fails` returns an error. */
async function startFailing(options: Partial<AppOptions>, fails: () => Error | undefined) {
  const state = { attempts: 0 };
  const put: Store["sessions"]["put"] = async (organisation, records) => {
    state.attempts += 1;
    const error = fails();
    if (error) throw error;
    return app.store.sessions.put(organisation, records);
  };
  const app: TestApp = await startApp(options, ({ store }) => ({
    store: { ...store, sessions: { ...store.sessions, put } },
  }));
  return Object.assign(app, { state });
}
const outage = () => new StoreUnavailable(OUTAGE, undefined);
const importInto = (app: TestApp, ...lines: string[]) => importLines(app, lines.join("\n"));

test("an import waits while another process has locked the store", async () => {
  await using service = await startService();
  const other = new Libsql(join(service.dataDir, "sessions.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  const ids = idsOf(3_000);
  const importing = importLines(service, ids.map((id) => line(id)).join("\n"));
  await eventually(async () => expect((await service.call("/readyz")).status).toBe(503), 30_000);
  other.exec("ROLLBACK");
  other.close();
  expect((await importing).map(({ status, session_id }) => `${status} ${session_id}`)).toEqual(
    ids.map((id) => `created ${id}`),
  );
});

test("an import retries until its sessions are stored", async () => {
  let failures = 4;
  await using app = await startFailing({}, () => (failures-- > 0 ? outage() : undefined));
  expect(await importInto(app, line("1"), line("1"), "x")).toEqual([
    { line: 1, status: "created", session_id: "1" },
    { line: 2, status: "replaced", session_id: "1" },
    { line: 3, status: "rejected", detail: expect.stringContaining("not valid JSON") },
  ]);
});

test("at its wait limit, an import reports unavailable and rejected lines", async () => {
  let down = true;
  await using app = await startFailing({ importWaitMs: 300 }, () => (down ? outage() : undefined));
  const ids = idsOf(5_000);
  const lines = [...ids.map((id) => line(id)), "x", line(), '{"timestamp":"soon"}'];
  const results = await importInto(app, ...lines);
  const unavailable = { status: "unavailable", detail: DETAIL };
  expect(results).toEqual([
    ...ids.map((id, index) => ({ line: index + 1, session_id: id, ...unavailable })),
    { line: 5_001, status: "rejected", detail: expect.stringContaining("not valid JSON") },
    { line: 5_002, ...unavailable },
    { line: 5_003, status: "rejected", detail: expect.stringContaining("timestamp") },
  ]);
  // Only the first batch was attempted: the others follow it.
  expect(app.state.attempts).toBeLessThan(10);
  down = false;
  const again = lines.filter((_, index) => results[index]!.status === "unavailable");
  const stored = await importInto(app, ...again);
  expect(stored.every(({ status }) => status === "created")).toBe(true);
});

test("the wait limit applies to the whole import", async () => {
  let failures = 0;
  // Every second attempt fails, so that each batch waits once.
  await using app = await startFailing({ importWaitMs: 150 }, () =>
    failures++ % 2 === 0 ? outage() : undefined,
  );
  const results = await importInto(app, ...idsOf(20_000).map((id) => line(id)));
  const statuses = results.map(({ status }) => status);
  const stored = statuses.lastIndexOf("created") + 1;
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(20_000);
  expect(new Set(statuses.slice(0, stored))).toEqual(new Set(["created"]));
  expect(new Set(statuses.slice(stored))).toEqual(new Set(["unavailable"]));
});

test.each([
  ["a full disk", Object.assign(new Error("full"), { code: "SQLITE_FULL" }), "the disk is full"],
  ["an outage without a wait", outage(), "the database is unavailable: it rests"],
])("the result names the cause: %s", async (_, error, reason) => {
  await using app = await startFailing({ importWaitMs: 0 }, () => error);
  expect(await importInto(app, line("1"))).toEqual([
    {
      line: 1,
      status: "unavailable",
      session_id: "1",
      detail: `not stored because ${reason}; send the line again`,
    },
  ]);
  expect(app.state.attempts).toBe(1);
});

test("after an internal error, only the lines of its batch are unavailable", async () => {
  let failures = 1;
  await using app = await startFailing({}, () => (failures-- > 0 ? new Error("bug") : undefined));
  const results = await importInto(app, ...idsOf(4_000).map((id) => line(id)));
  const statuses = results.map(({ status }) => status);
  const created = statuses.indexOf("created");
  expect(created).toBeGreaterThan(0);
  expect(results[0]!.detail).toMatch(
    /^not stored because of an internal error; see the service log/,
  );
  expect(new Set(statuses.slice(created))).toEqual(new Set(["created"]));
});

/** Begins an import with one line, and leaves the request open. */
async function begin(app: TestApp) {
  const socket = await connectTo(app.url);
  const head = [
    "POST /api/v1/sessions/import HTTP/1.1",
    "host: test",
    "transfer-encoding: chunked",
  ];
  socket.write(`${[...head, `syllable-api-key: ${ADMIN_KEY}`].join("\r\n")}\r\n\r\n`);
  const text = `${line("1")}\n`;
  socket.write(`${text.length.toString(16)}\r\n${text}\r\n`);
  return socket;
}

test("a client that waits for its result is not disconnected", async () => {
  const start = performance.now();
  const fails = () => (performance.now() - start < 1_000 ? outage() : undefined);
  await using app = await startFailing({ bodyIdleMs: 100 }, fails);
  const socket = await begin(app);
  let received = "";
  socket.on("data", (data) => {
    if (received === "") socket.end("0\r\n\r\n");
    received += data;
  });
  await once(socket, "close");
  expect(received).toMatch(/"status":"created".*0\r\n\r\n$/s);
});

test("the wait ends if the client disconnects", async () => {
  await using app = await startFailing({}, outage);
  const socket = await begin(app);
  await eventually(() => expect(app.state.attempts).toBeGreaterThan(2));
  socket.destroy();
  await eventually(() => {
    expect(app.log().map(({ msg }) => msg)).toContainEqual(expect.stringContaining("import ended"));
  });
});

test("the wait ends if the service stops, and the client receives the results", async () => {
  await using app = await startFailing({}, outage);
  const importing = app.call("/api/v1/sessions/import", { method: "POST", body: line("1") });
  await eventually(() => expect(app.state.attempts).toBeGreaterThan(2));
  app.stopGracefully();
  const results: ImportResultWire[] = importResultsIn(await (await importing).text());
  expect(results).toMatchObject([{ line: 1, status: "unavailable" }]);
});

test("the SDK retries the lines until they are stored", async () => {
  let failures = 3;
  await using app = await startFailing({ importWaitMs: 0 }, () =>
    failures-- > 0 ? outage() : undefined,
  );
  const sessions = idsOf(3).map((sessionId) => ({ sessionId, timestamp: new Date(AT) }));
  const shown: string[] = [];
  const retries = { strategy: "backoff", backoff: { initialInterval: 1 } } as const;
  for await (const result of sdkFor(app).ingest.importSessions(sessions, { retries })) {
    shown.push(`${result.line} ${result.status} ${result.sessionId}`);
  }
  expect(shown).toEqual(["1 created 0", "2 created 1", "3 created 2"]);
  expect(app.state.attempts).toBe(4);
});
