/** What commands print while their PostgreSQL database is unavailable. */
import { Client } from "pg";
import { runCommand } from "syllable-test-support/command";
import { startCommitProxy } from "syllable-test-support/commit-proxy";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres, type TestDatabase } from "syllable-test-support/postgres";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const server = await openPostgres();
afterAll(() => server?.remove());

const run = (databaseUrl: string, ...args: string[]) =>
  runCommand(args, { SYLLABLE_DATABASE_URL: databaseUrl });

/** Runs a command that must fail with one line, and returns the line. */
async function lineOf(databaseUrl: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(databaseUrl, ...args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^syllable: [^\n]+\n$/);
  return stderr.trimEnd();
}

const KEYS = [
  ["keys", "list"],
  ["keys", "create"],
  ["keys", "revoke", "1"],
];

test.each([["serve", "--port", "0"], ["recordings", "analyze"], ...KEYS])(
  "%s %s names the hosts that are down",
  async (...args) => {
    // Port 1 is reserved, so no server listens there.
    const databaseUrl = "postgres://me:secret@127.0.0.1:1,localhost:1/calls";
    const env = { SYLLABLE_DATABASE_URL: databaseUrl, SYLLABLE_DATA_DIR: tempFolder() };
    const { code, stdout, stderr } = await runCommand(args, env);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      "syllable: can't use the database calls on 127.0.0.1:1, localhost:1: none of its 2 hosts accepts writes " +
        "(127.0.0.1:1: it can't be reached (ECONNREFUSED), localhost:1: it can't be reached (ECONNREFUSED)); " +
        "check --database-url, and that one of the servers accepts writes\n",
    );
  },
);

describe("with a database", needs(server), () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await server!.newDatabase();
    const created = await run(database.url, "keys", "create", "--name", "first");
    expect(created).toMatchObject({ code: 0, stderr: "" });
  });
  afterAll(() => database?.remove());

  const names = async () =>
    (await database.query("SELECT name, revoked_at IS NULL FROM api_keys ORDER BY id")).map(String);

  test("a read-only database can be listed and not changed", async () => {
    const name = new URL(database.url).pathname.slice(1);
    const maintenance = await server!.newDatabase();
    const setReadOnly = (on: boolean) =>
      maintenance.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
    await setReadOnly(true);
    const readOnly =
      "syllable: the database is unavailable: it is read-only; make it writable, or set --database-url to one that is";
    expect(await lineOf(database.url, "keys", "create")).toBe(readOnly);
    expect(await lineOf(database.url, "keys", "revoke", "1")).toBe(readOnly);
    expect((await run(database.url, "keys", "list")).stdout).toContain("first");
    await setReadOnly(false);
    await maintenance.remove();
    expect(await names()).toEqual(["first,true"]);
  });

  test.each(KEYS)("a connection that is lost during %s %s changes nothing", async (...args) => {
    const blocker = new Client(database.url);
    await blocker.connect();
    await blocker.query("BEGIN; LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE");
    const line = lineOf(database.url, ...args);
    await eventually(async () => {
      const ended = await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(ended).toHaveLength(1);
    }, 60_000);
    expect(await line).toMatch(
      /^syllable: the database is unavailable: it is shutting down or starting up; check --database-url/,
    );
    await blocker.query("ROLLBACK");
    await blocker.end();
    expect(await names()).toEqual(["first,true"]);
  });

  test.each(["before", "after"] as const)(
    "says that the result is unknown if the connection is lost %s a commit",
    async (when) => {
      await using proxy = await startCommitProxy(database.url);
      const before = await names();
      proxy.breakNext(when);
      expect(await lineOf(proxy.url, "keys", "create", "--name", "new")).toMatch(
        /^syllable: the database is unavailable: [^;]+; the key may or may not have been created; run `syllable keys list`, revoke/,
      );
      expect(await names()).toEqual(when === "after" ? [...before, "new,true"] : before);
      proxy.breakNext(when);
      expect(await lineOf(proxy.url, "keys", "revoke", "1")).toMatch(
        /^syllable: the database is unavailable: [^;]+; the key may or may not have been revoked; run/,
      );
      expect(proxy.broken()).toBe(2);
      expect((await names())[0]).toBe(when === "after" ? "first,false" : "first,true");
    },
  );
});
