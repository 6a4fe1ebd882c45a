import { describeWithEachPostgres } from "syllable-test-support/each-postgres";
import { eventually } from "syllable-test-support/eventually";
import type { TestDatabase } from "syllable-test-support/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SqlDatabase } from "../sql/database.js";
import { postgresDatabase } from "./database.js";

await describeWithEachPostgres("a PostgreSQL database", (server) => {
  let database: TestDatabase;
  let db: SqlDatabase;
  beforeAll(async () => {
    database = await server.newDatabase();
    db = postgresDatabase({ url: database.url, connections: 3 });
    await db.run('CREATE TABLE counts (id bigint PRIMARY KEY, key text COLLATE "C", n bigint)');
    await db.run("INSERT INTO counts (id, key, n) VALUES (1, 'one', 0), (2, 'two', 0)");
  });
  afterAll(async () => {
    await db?.close();
    await database?.remove();
  });

  test("returns numbers, texts and nulls as they were stored", async () => {
    const rows = [
      [10, "a\0b\x01", 2 ** 53 - 1],
      [11, "", -(2 ** 53 - 1)],
      [12, null, 0],
      [13, '"{\\},NULL', null],
      [14, "Ünï\u{1f600}", 7],
    ];
    const columns = ["id", "key", "n"];
    expect(
      await db.insert({ table: "counts", columns, rows, tail: "RETURNING id, key, n" }),
    ).toEqual(rows);
    expect(
      await db.rows(`SELECT id, key, n FROM counts WHERE ${db.dialect.inList("id")} ORDER BY id`, [
        [10, 11, 12, 13, 14],
      ]),
    ).toEqual(rows);
    const keys = rows.map(([, key]) => key as string).filter((key) => key !== null);
    const found = await db.rows(
      `SELECT id FROM counts WHERE ${db.dialect.inTexts("key")} ORDER BY id`,
      [keys],
    );
    expect(found).toEqual([[10], [11], [13], [14]]);
    expect(await db.row("SELECT sum(n), count(*) FROM counts WHERE id IN (11, 12)")).toEqual([
      -(2 ** 53 - 1),
      2,
    ]);
  });

  test("accepts empty lists", async () => {
    const { inList, inTexts } = db.dialect;
    expect(await db.rows(`SELECT 1 FROM counts WHERE ${inList("id")}`, [[]])).toEqual([]);
    expect(await db.rows(`SELECT 1 FROM counts WHERE ${inTexts("key")}`, [[]])).toEqual([]);
    expect(await db.insert({ table: "counts", columns: ["id"], rows: [] })).toEqual([]);
  });

  test.each(["%", "_", "\\", "a%", "100%_\\"])("searches for %j literally", async (part) => {
    for (const text of [part, `in ${part} it`]) {
      const { condition, parameters } = db.dialect.valuesContaining("source", part);
      const found = (value: string) =>
        db.row(`SELECT 1 FROM (VALUES (?)) AS v (folded) WHERE ${condition}`, [
          value,
          ...parameters,
        ]);
      expect(await found(text)).toEqual([1]);
      expect(await found("in a 1000 b it")).toBeUndefined();
    }
  });

  test("a failed transaction changes nothing, and its connection remains usable", async () => {
    const failing = db.transaction(async (sql) => {
      await sql.run("UPDATE counts SET n = 99 WHERE id = 1");
      throw new Error("failed");
    });
    await expect(failing).rejects.toThrow("failed");
    expect(await db.row("SELECT n FROM counts WHERE id = 1")).toEqual([0]);
    const rejected = db.transaction((sql) => sql.run("INSERT INTO counts (id) VALUES (1)"));
    await expect(rejected).rejects.toThrow(/duplicate key/);
  });

  test("an error does not contain the rejected row", async () => {
    const insert = db.run("INSERT INTO counts (id, key) VALUES (1, 'private')");
    const error = await insert.catch((error) => error);
    expect(error.message).toMatch(/duplicate key/);
    expect(JSON.stringify(error)).not.toContain("(1)");
  });

  test("two transactions that deadlock both succeed after a retry", async () => {
    let holding = 0;
    let attempts = 0;
    let bothHoldRow!: () => void;
    const bothHold = new Promise<void>((resolve) => {
      bothHoldRow = resolve;
    });
    const add = (first: number, second: number) =>
      db.transaction(async (sql) => {
        attempts += 1;
        await sql.run("UPDATE counts SET n = n + 1 WHERE id = ?", [first]);
        holding += 1;
        if (holding === 2) bothHoldRow();
        await bothHold;
        await sql.run("UPDATE counts SET n = n + 1 WHERE id = ?", [second]);
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    expect(attempts).toBeGreaterThan(2);
    expect(await db.rows("SELECT n FROM counts WHERE id IN (1, 2)")).toEqual([[2], [2]]);
  });

  test("a snapshot shows the database as of one moment, and is read-only", async () => {
    const count = "SELECT count(*) FROM counts";
    const [before, after] = await db.snapshot(async (sql) => {
      const before = await sql.row(count);
      await db.run("INSERT INTO counts (id) VALUES (100)");
      return [before, await sql.row(count)];
    });
    expect(after).toEqual(before);
    await expect(db.snapshot((sql) => sql.run("DELETE FROM counts"))).rejects.toThrow(/read-only/);
  });

  test("an aborted statement is cancelled, even if all connections are busy", async () => {
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const reason = new Error("aborted");
    const slow = controllers.map(({ signal }, index) =>
      db.snapshot((sql) => sql.row("SELECT pg_sleep(600), ?", [index]), signal),
    );
    const running = async () => {
      const [[count]] = (await database.query(
        "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%' AND state = 'active'",
      )) as [[number]];
      return count;
    };
    await eventually(async () => expect(await running()).toBe(3));
    for (const controller of controllers) controller.abort(reason);
    expect(await Promise.allSettled(slow)).toEqual(
      slow.map(() => ({ status: "rejected", reason })),
    );
    expect(await running()).toBe(0);
    expect(await db.row("SELECT 1")).toEqual([1]);
    const late = db.snapshot((sql) => sql.row("SELECT 1"), AbortSignal.abort(reason));
    await expect(late).rejects.toBe(reason);
  });
});
