/** What the command prints if it cannot start with a PostgreSQL database. */

import { createServer } from "node:net";
import { runCommand } from "syllable-test-support/command";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, describe, expect, test } from "vitest";

const server = await openPostgres();
afterAll(() => server?.remove());

/** Runs the command, which must fail with one line that reveals no password. Returns the line. */
async function startWith(databaseUrl: string): Promise<string> {
  const { code, stderr, stdout } = await runCommand(["serve", "--port", "0"], {
    SYLLABLE_DATA_DIR: tempFolder(),
    SYLLABLE_DATABASE_URL: databaseUrl,
  });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).not.toContain("secret");
  expect(stderr.trim().split("\n")).toHaveLength(1);
  return stderr;
}

/** Like `startWith`, with the URL of an existing database that `change` alters. */
async function startWithChangedUrl(change: (url: URL) => void): Promise<string> {
  const database = await server!.newDatabase();
  const url = new URL(database.url);
  change(url);
  try {
    return await startWith(url.href);
  } finally {
    await database.remove();
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => listener.once("listening", resolve));
  const { port } = listener.address() as { port: number };
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

test("names the address if no server listens there", async () => {
  const port = await freePort();
  expect(await startWith(`postgres://me:my-secret@127.0.0.1:${port}/calls`)).toMatch(
    new RegExp(`database calls on 127.0.0.1:${port}: it can't be reached .*ECONNREFUSED`),
  );
});

test.each(["mysql://me:secret@host/db", "secret", "postgres://me:se/cret@:x:/db"])(
  "rejects %j as a database URL",
  async (url) => {
    expect(await startWith(url)).toMatch(/--database-url: must be postgres:\/\//);
  },
);

describe("with a PostgreSQL server", needs(server), () => {
  test("reports a wrong password", async () => {
    const line = await startWithChangedUrl((url) => {
      url.password = "other-secret";
    });
    expect(line).toMatch(/database syllable_test_\w+ on 127.0.0.1:\d+: it rejected the user/);
  });

  test("reports a missing database", async () => {
    const line = await startWithChangedUrl((url) => {
      url.pathname = "nowhere";
    });
    expect(line).toMatch(/database nowhere on .*the database does not exist; check/);
  });
});
