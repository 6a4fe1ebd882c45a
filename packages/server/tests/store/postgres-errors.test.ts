import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { runCommand } from "syllable-test-support/command";
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

const FEW = 12;

const server = (await startPostgres([
  `max_connections=${FEW}`,
  "superuser_reserved_connections=0",
])) as PostgresServer;
afterAll(() => server?.remove());

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly detail: string | undefined;
}

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  retryAfter: response.headers.get("retry-after"),
  detail: ((await response.json()) as { detail?: string }).detail,
});

describe("a service over PostgreSQL", needs(server), () => {
  const opened: { remove(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.remove();
  });

  const newDatabase = async (): Promise<TestDatabase> => {
    const database = await server.newDatabase();
    opened.push(database);
    return database;
  };
  const startOver = async ({ url }: { url: string }): Promise<TestService> => {
    const service = await startService({ databaseUrl: url, databaseConnections: 3 });
    opened.push(service);
    return service;
  };
  const get = async (service: TestService, id = "1") =>
    answerOf(await service.call(`/api/v1/sessions/${id}`));
  const list = async (service: TestService) => answerOf(await service.call("/api/v1/sessions/"));
  const put = async (service: TestService, id = "1") => answerOf(await putSession(service, id));
  const passes = (detail: RegExp) => ({
    status: 503,
    retryAfter: "5",
    detail: expect.stringMatching(detail),
  });

  test("tells of a list that is cut off for its time what to ask for instead", async () => {
    const database = await newDatabase();
    const service = await startOver(database);
    // Many values, so that the list has a connection of those for costly ones.
    await database.query("ALTER TABLE session_values ALTER id RESTART WITH 50000");
    await putSession(service, "1", { source: "+12025550100" });
    const held = new Client(database.url);
    await held.connect();
    await held.query("BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE");
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
    expect(await answerOf(await list)).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/takes longer than 30 s; ask for less time/),
    });
    await held.query("ROLLBACK");
    await held.end();
    expect((await service.call(costly)).status).toBe(200);
  });

  describe("is not started", () => {
    const told = async (databaseUrl: string) => {
      const dataDir = await mkdtemp(join(tmpdir(), "syllable-test-"));
      const { code, stderr, stdout } = await runCommand(["serve", "--port", "0"], {
        SYLLABLE_DATA_DIR: dataDir,
        SYLLABLE_DATABASE_URL: databaseUrl,
      });
      await rm(dataDir, { recursive: true });
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).not.toContain("secret");
      expect(stderr.trim().split("\n")).toHaveLength(1);
      return stderr;
    };
    const withUrl = async (change: (url: URL) => void) => {
      const url = new URL((await newDatabase()).url);
      change(url);
      return told(url.href);
    };

    test("where nothing listens", async () => {
      const listener = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => listener.once("listening", resolve));
      const { port } = listener.address() as { port: number };
      await new Promise((resolve) => listener.close(resolve));
      expect(await told(`postgres://me:my-secret@127.0.0.1:${port}/calls`)).toMatch(
        new RegExp(`database calls on 127.0.0.1:${port}: it can't be reached .*ECONNREFUSED`),
      );
    });

    test("with a wrong password", async () => {
      const said = await withUrl((url) => {
        url.password = "other-secret";
      });
      expect(said).toMatch(/database syllable_test_\w+ on 127.0.0.1:\d+: it refuses the user/);
    });

    test("with a database that is not there", async () => {
      const said = await withUrl((url) => {
        url.pathname = "nowhere";
      });
      expect(said).toMatch(/database nowhere on .*there is no such database; see/);
    });

    test.each(["mysql://me:secret@host/db", "secret", "postgres://me:se/cret@:x:/db"])(
      "with %j for a database",
      async (url) => {
        expect(await told(url)).toMatch(/--database-url must be postgres:\/\//);
      },
    );
  });

  test.each(["stop", "kill"] as const)(
    "answers 503 while its database is down (%s), and goes on once it is there",
    async (how) => {
      const service = await startOver(await newDatabase());
      expect((await put(service)).status).toBe(201);
      await server.power![how]();
      const down = passes(/^the database can't be used now: .*; try again soon$/);
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

  test("keeps whole batches of an import during which its database is killed", async () => {
    const database = await newDatabase();
    const service = await startOver(database);
    const lines = Array.from({ length: 30_000 }, (_, index) =>
      JSON.stringify({ session_id: String(index), timestamp: AT, source: `s${index % 7}` }),
    );
    const importing = service.call("/api/v1/sessions/import", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines.join("\n"),
    });
    const results = importing.then((response) => response.text()).catch(() => "");
    const kept = async () => {
      const [[count]] = (await database.query("SELECT count(*)::int FROM sessions")) as [[number]];
      return count;
    };
    await eventually(async () => expect(await kept()).toBeGreaterThan(0));
    await server.power!.kill();
    const created = (await results).split("\n").filter((line) => line.includes('"created"'));
    await server.power!.start();
    await eventually(async () => expect((await list(service)).status).toBe(200));
    const count = await kept();
    expect(count).toBeGreaterThanOrEqual(created.length);
    expect(count).toBeLessThan(lines.length);
    const { total_count } = (await (await service.call("/api/v1/sessions/?limit=1")).json()) as {
      total_count: number;
    };
    expect(total_count).toBe(count);
    const ids = created.map((line) => (JSON.parse(line) as { session_id: string }).session_id);
    const found = await database.query(
      `SELECT count(*)::int FROM sessions WHERE session_id IN (${[...ids, -1].join(", ")})`,
    );
    expect(found).toEqual([[ids.length]]);
  });

  test("reads on while its database is read-only, though it is not ready, starts over it, and writes again after", async () => {
    const database = await newDatabase();
    const service = await startOver(database);
    await put(service);
    const beside = await newDatabase();
    const name = new URL(database.url).pathname.slice(1);
    const readOnly = async (on: boolean) => {
      await beside.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
      await beside.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
    };
    await readOnly(true);
    await eventually(async () => expect((await get(service)).status).toBe(200));
    const refused = {
      status: 503,
      retryAfter: null,
      detail: expect.stringMatching(/it is read-only; the operator of the service must fix it$/),
    };
    await eventually(async () => expect(await put(service, "2")).toEqual(refused));
    expect((await list(service)).status).toBe(200);
    const other = await startOver(database);
    expect((await get(other)).status).toBe(200);
    const ready = async (one: TestService) => (await one.call("/readyz")).status;
    expect([await ready(service), await ready(other)]).toEqual([503, 503]);
    await readOnly(false);
    for (const one of [service, other]) {
      await eventually(async () => expect(await ready(one)).toBe(200));
    }
    await eventually(async () => expect((await put(service, "2")).status).toBe(201));
    expect((await get(other, "2")).status).toBe(200);
  });

  test("answers 503 while its database has no connection left, and goes on after", async () => {
    const database = await newDatabase();
    const service = await startOver(database);
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
      expect(await get(service)).toEqual(passes(/run out of memory or connections; try again/));
    });
    await Promise.all(others.map((other) => other.end()));
    await eventually(async () => expect((await get(service)).status).toBe(200));
  });
});

const disk = server ? await smallDisk({ megabytes: 24, owner: "postgres" }) : undefined;
afterAll(() => disk?.remove());
const onDisk = needs(server, disk);

test("a full disk of the database is reported, and nothing is half-written", onDisk, async () => {
  const place = await server.newDatabase();
  await place.query(`CREATE TABLESPACE small LOCATION '${disk!.path}'`);
  const name = `${new URL(place.url).pathname.slice(1)}_small`;
  await place.query(`CREATE DATABASE ${name} TABLESPACE small TEMPLATE template0 ENCODING 'UTF8'`);
  const databaseUrl = Object.assign(new URL(place.url), { pathname: name }).href;
  const service = await startService({ databaseUrl, databaseConnections: 3 });
  let id = 0;
  let answer: Answer = { status: 201, retryAfter: null, detail: undefined };
  const noise = () =>
    Array.from({ length: 2_000 }, () => Math.random().toString(36).slice(2)).join("");
  while (answer.status === 201 && id < 5_000) {
    id += 1;
    answer = await answerOf(await putSession(service, String(id), { agent_name: noise() }));
  }
  expect(answer).toMatchObject({ status: 507, detail: expect.stringMatching(/disk .* is full/) });
  expect((await service.call("/readyz")).status).toBe(503);
  const listed = await service.call("/api/v1/sessions/?limit=1");
  expect(((await listed.json()) as { total_count: number }).total_count).toBe(id - 1);
  expect((await service.call(`/api/v1/sessions/${id}`)).status).toBe(404);
  await service.remove();
  await place.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await place.query("DROP TABLESPACE small");
  await place.remove();
});
