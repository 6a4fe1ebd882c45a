import { runCommand } from "syllable-test-support/command";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { afterAll, describe, expect, test } from "vitest";

const server = await openPostgres();
afterAll(() => server?.remove());

describe("database distribute", needs(server), () => {
  test("refuses a database without Citus, and keeps its keys", async () => {
    const { url, remove } = await server!.newDatabase();
    const variables = { SYLLABLE_DATABASE_URL: url };
    try {
      const created = await runCommand(["keys", "create"], variables);
      expect([created.code, created.stderr]).toEqual([0, ""]);
      const { code, stdout, stderr } = await runCommand(["database", "distribute"], variables);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^syllable: the database has no Citus; run CREATE EXTENSION.*\n$/);
      expect((await runCommand(["keys", "list"], variables)).stdout).toMatch(/^1\tdefault\t/);
    } finally {
      await remove();
    }
  });
});

test("database distribute needs a database", async () => {
  const { code, stderr } = await runCommand(["database", "distribute"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^syllable: .*--database-url.*\n$/);
});
