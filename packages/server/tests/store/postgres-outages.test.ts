import { Client } from "pg";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import {
  type PostgresServer,
  startPostgres,
  type TestDatabase,
} from "syllable-test-support/postgres";
import { startService, type TestService } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { smallDisk } from "syllable-test-support/small-disk";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type ErrorResponse, readErrorResponse } from "./error-response.js";
import { totalOf } from "./total-of.js";

const MAX_CONNECTIONS = 12;

const server = (await startPostgres([
  `max_connections=${MAX_CONNECTIONS}`,
  "superuser_reserved_connections=0",
])) as PostgresServer;
afterAll(() => server?.remove());

describe("a service with a PostgreSQL database", needs(server), () => {
  const opened: { remove(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.remove();
  });

  const newDatabase = async (): Promise<TestDatabase> => {
    const database = await server.newDatabase();
    opened.push(database);
    return database;
  };
  const startWith = async ({ url }: { url: string }): Promise<TestService> => {
    const settings = { databaseUrl: url, databaseConnections: 3, importWait: 1 };
    const service = await startService(settings);
    opened.push(service);
    return service;
  };
  const get = async (service: TestService, id = "1") =>
    readErrorResponse(await service.call(`/api/v1/sessions/${id}`));
  const list = async (service: TestService) =>
    readErrorResponse(await service.call("/api/v1/sessions/"));
  const put = async (service: TestService, id = "1") =>
    readErrorResponse(await putSession(service, id));
  const transientError = (detail: RegExp) => ({
    status: 503,
    retryAfter: "5",
    detail: expect.stringMatching(detail),
  });

  test("responds 503 with advice if a list is cancelled because it takes too long", async () => {
    const database = await newDatabase();
    const service = await startWith(database);
    // With this many values, the list is costly and runs on a separate connection.
    await database.query("ALTER TABLE session_values ALTER id RESTART WITH 50000");
    await putSession(service, "1", { source: "+12025550100" });
    const blocker = new Client(database.url);
    await blocker.connect();
    await blocker.query("BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE");
    const costly = "/api/v1/sessions/?search_fields=source&search_field_values=55&order_by=source";
    const list = service.call(costly);
    await eventually(async () => {
      const cancelled = await database.query(
        `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'syllable'
           AND wait_event_type = 'Lock'`,
      );
      expect(cancelled).toHaveLength(1);
    });
    expect(await readErrorResponse(await list)).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/takes longer than 30 s; narrow the date range/),
    });
    await blocker.query("ROLLBACK");
    await blocker.end();
    expect((await service.call(costly)).status).toBe(200);
  });

  test.each(["stop", "kill"] as const)(
    "responds 503 while its database is down (%s), and continues once it is up",
    async (how) => {
      const service = await startWith(await newDatabase());
      expect((await put(service)).status).toBe(201);
      await server.power![how]();
      const down = transientError(/^the database is unavailable: .*; try again soon$/);
      expect(await get(service)).toEqual(down);
      expect(await list(service)).toEqual(down);
      expect(await put(service, "2")).toEqual(down);
      expect((await service.call("/readyz")).status).toBe(503);
      expect((await service.call("/healthz")).status).toBe(200);
      await server.power!.start();
      await eventually(async () => expect((await get(service)).status).toBe(200));
      expect((await get(service, "2")).status).toBe(404);
      expect((await put(service, "2")).status).toBe(201);
      expect((await service.call("/readyz")).status).toBe(200);
    },
  );

  test("stores only complete batches of an import if its database is killed", async () => {
    const database = await newDatabase();
    const service = await startWith(database);
    const lines = Array.from({ length: 30_000 }, (_, index) =>
      JSON.stringify({ session_id: String(index), timestamp: AT, source: `s${index % 7}` }),
    );
    const importing = service.call("/api/v1/sessions/import", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines.join("\n"),
    });
    const results = importing.then((response) => response.text()).catch(() => "");
    const storedCount = async () => {
      const [[count]] = (await database.query("SELECT count(*)::int FROM sessions")) as [[number]];
      return count;
    };
    await eventually(async () => expect(await storedCount()).toBeGreaterThan(0));
    await server.power!.kill();
    const created = (await results).split("\n").filter((line) => line.includes('"created"'));
    await server.power!.start();
    await eventually(async () => expect((await list(service)).status).toBe(200));
    const count = await storedCount();
    expect(count).toBeGreaterThanOrEqual(created.length);
    expect(count).toBeLessThan(lines.length);
    expect(await totalOf(service)).toBe(count);
    const ids = created.map((line) => (JSON.parse(line) as { session_id: string }).session_id);
    const found = await database.query(
      `SELECT count(*)::int FROM sessions WHERE session_id IN (${[...ids, -1].join(", ")})`,
    );
    expect(found).toEqual([[ids.length]]);
  });

  test("reads and can start while its database is read-only, and writes again afterwards", async () => {
    const database = await newDatabase();
    const service = await startWith(database);
    await put(service);
    const otherDatabase = await newDatabase();
    const name = new URL(database.url).pathname.slice(1);
    const setReadOnly = async (on: boolean) => {
      await otherDatabase.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
      await otherDatabase.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
    };
    await setReadOnly(true);
    await eventually(async () => expect((await get(service)).status).toBe(200));
    const readOnlyError = {
      status: 503,
      retryAfter: null,
      detail: expect.stringMatching(/it is read-only; contact the service operator$/),
    };
    await eventually(async () => expect(await put(service, "2")).toEqual(readOnlyError));
    expect((await list(service)).status).toBe(200);
    const other = await startWith(database);
    expect((await get(other)).status).toBe(200);
    const ready = async (one: TestService) => (await one.call("/readyz")).status;
    expect([await ready(service), await ready(other)]).toEqual([503, 503]);
    await setReadOnly(false);
    for (const one of [service, other]) {
      await eventually(async () => expect(await ready(one)).toBe(200));
    }
    await eventually(async () => expect((await put(service, "2")).status).toBe(201));
    expect((await get(other, "2")).status).toBe(200);
  });

  test("responds 503 while its database has no free connection, and continues afterwards", async () => {
    const database = await newDatabase();
    const service = await startWith(database);
    await put(service);
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    const others: Client[] = [];
    for (;;) {
      const other = new Client({ connectionString: database.url });
      other.on("error", () => undefined);
      try {
        await other.connect();
        others.push(other);
      } catch {
        break;
      }
    }
    await eventually(async () => {
      expect(await get(service)).toEqual(
        transientError(/run out of memory or connections; try again/),
      );
    });
    await Promise.all(others.map((other) => other.end()));
    await eventually(async () => expect((await get(service)).status).toBe(200));
  });
});

const disk = server ? await smallDisk({ megabytes: 24, owner: "postgres" }) : undefined;
afterAll(() => disk?.remove());
const onDisk = needs(server, disk);

test("reports a full disk of the database, and stores nothing partially", onDisk, async () => {
  const database = await server.newDatabase();
  await database.query(`CREATE TABLESPACE small LOCATION '${disk!.path}'`);
  const name = `${new URL(database.url).pathname.slice(1)}_small`;
  await database.query(
    `CREATE DATABASE ${name} TABLESPACE small TEMPLATE template0 ENCODING 'UTF8'`,
  );
  const databaseUrl = Object.assign(new URL(database.url), { pathname: name }).href;
  const service = await startService({ databaseUrl, databaseConnections: 3 });
  let id = 0;
  let response: ErrorResponse = { status: 201, retryAfter: null, detail: undefined };
  const noise = () =>
    Array.from({ length: 2_000 }, () => Math.random().toString(36).slice(2)).join("");
  while (response.status === 201 && id < 5_000) {
    id += 1;
    response = await readErrorResponse(
      await putSession(service, String(id), { agent_name: noise() }),
    );
  }
  expect(response).toMatchObject({ status: 507, detail: expect.stringMatching(/disk is full/) });
  expect((await service.call("/readyz")).status).toBe(503);
  expect(await totalOf(service)).toBe(id - 1);
  expect((await service.call(`/api/v1/sessions/${id}`)).status).toBe(404);
  await service.remove();
  await database.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await database.query("DROP TABLESPACE small");
  await database.remove();
});
