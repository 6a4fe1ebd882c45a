/** Imports into PostgreSQL while it fails: each line is stored once, and its result is true. */
import { startCommitProxy } from "syllable-test-support/commit-proxy";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { type PostgresServer, startPostgres } from "syllable-test-support/postgres";
import { startService, type TestService } from "syllable-test-support/service";
import { AT, importLines, importResultsIn, putSession } from "syllable-test-support/sessions";
import { afterAll, describe, expect, test } from "vitest";

const server = (await startPostgres()) as PostgresServer;
afterAll(() => server?.remove());

/** A database that is removed at the end of its block. */
async function newDatabase() {
  const database = await server.newDatabase();
  return { ...database, [Symbol.asyncDispose]: database.remove };
}
const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ session_id: String(index), timestamp: AT, source: `s${index % 7}` }),
  );
const importInto = (service: TestService, lines: readonly string[], query = "") =>
  service.call(`/api/v1/sessions/import${query}`, { method: "POST", body: lines.join("\n") });

describe("an import into PostgreSQL", needs(server), () => {
  test.each(["before", "after"] as const)(
    "is complete and its results are true if a connection is lost %s its commit",
    async (when) => {
      await using database = await newDatabase();
      await using proxy = await startCommitProxy(database.url);
      await using service = await startService({ databaseUrl: proxy.url, databaseConnections: 3 });
      await putSession(service, "1");
      proxy.breakNext(when);
      const [first, ...others] = linesOf(4_000);
      const body = [first, first, JSON.stringify({ timestamp: AT }), ...others].join("\n");
      const results = await importLines(service, body);
      expect(proxy.broken()).toBe(1);
      const replaced = results.filter(({ status }) => status === "replaced");
      expect(replaced.map(({ line, session_id }) => [line, session_id])).toEqual([
        [2, "0"],
        [4, "1"],
      ]);
      expect(results.filter(({ status }) => status === "created")).toHaveLength(4_000);
      const stored = await database.query("SELECT count(*)::int FROM sessions");
      expect(stored).toEqual([[4_001]]);
    },
  );

  // A server that lost the transaction may use its id again.
  test.each(["", "?match=conversation_id"])(
    "repeats a lost transaction whose id another one has (%j)",
    async (query) => {
      await using database = await newDatabase();
      const name = new URL(database.url).pathname.slice(1);
      await database.query(`ALTER DATABASE ${name} SET search_path = public, pg_catalog;
      CREATE FUNCTION public.txid_status(bigint) RETURNS text LANGUAGE sql AS $$SELECT 'committed'$$`);
      await using proxy = await startCommitProxy(database.url);
      await using service = await startService({ databaseUrl: proxy.url, databaseConnections: 3 });
      await putSession(service, "1");
      proxy.breakNext("before");
      const lines = [...linesOf(100), JSON.stringify({ timestamp: AT, conversation_id: "c" })];
      const results = importResultsIn(await (await importInto(service, lines, query)).text());
      expect(proxy.broken()).toBe(1);
      expect(results.filter(({ status }) => status === "created")).toHaveLength(100);
      expect(results[1]).toMatchObject({ session_id: "1", status: "replaced" });
      for (const { session_id } of results) {
        expect((await service.call(`/api/v1/sessions/${session_id}`)).status).toBe(200);
      }
    },
  );

  test.each(["stop", "kill"] as const)("continues after the server is back (%s)", async (how) => {
    await using database = await newDatabase();
    await using service = await startService({ databaseUrl: database.url, databaseConnections: 3 });
    const lines = linesOf(30_000);
    const importing = importInto(service, lines);
    await eventually(async () => {
      const [[count]] = (await database.query("SELECT count(*)::int FROM sessions")) as [[number]];
      expect(count).toBeGreaterThan(0);
    });
    await server.power![how]();
    await server.power!.start();
    const results = importResultsIn(await (await importing).text());
    expect(results).toHaveLength(30_000);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["created"]));
    await eventually(async () => {
      const stored = await database.query("SELECT count(*)::int FROM sessions");
      expect(stored).toEqual([[30_000]]);
    });
  });

  test("waits while the database is read-only", async () => {
    await using database = await newDatabase();
    await using other = await newDatabase();
    await using service = await startService({ databaseUrl: database.url, databaseConnections: 3 });
    const name = new URL(database.url).pathname.slice(1);
    const setReadOnly = async (on: boolean) => {
      await other.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
      await other.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
    };
    await setReadOnly(true);
    const importing = importInto(service, linesOf(10));
    await eventually(async () => expect((await service.call("/readyz")).status).toBe(503));
    await setReadOnly(false);
    const results = importResultsIn(await (await importing).text());
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["created"]));
  });
});
