/** How the tables of a database with Citus are distributed across its nodes. */
import { createKey, openStore } from "syllable-server";
import { runCommand } from "syllable-test-support/command";
import { needs } from "syllable-test-support/missing-parts";
import { startService } from "syllable-test-support/service";
import { AT, importLines } from "syllable-test-support/sessions";
import { afterAll, describe, expect, test } from "vitest";
import { DISTRIBUTED_TABLES } from "../../packages/server/src/store/postgres/distributed-tables.js";
import { newDatabase, openCitus } from "./open-citus.js";

const TIME_LIMIT_MS = 180_000;
const REFERENCE_TABLES = [
  "api_keys",
  "browser_sessions",
  "organisations",
  "secrets",
  "sign_in_links",
];
const PLACEMENTS =
  "SELECT table_name::text, citus_table_type, colocation_id FROM citus_tables ORDER BY table_name";
const SESSIONS = 500;

const server = await openCitus();
afterAll(() => server?.remove());

const linesOf = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ session_id: String(first + index), timestamp: AT, source: `s${index % 7}` }),
  ).join("\n");

describe("the tables of a database with Citus", needs(server), () => {
  const expectDistributed = (tables: readonly unknown[][]) => {
    const named = (type: string) => tables.filter(([, is]) => is === type).map(([name]) => name);
    expect(named("distributed").sort()).toEqual([...DISTRIBUTED_TABLES].sort());
    expect(named("reference").sort()).toEqual(REFERENCE_TABLES);
    const colocation = tables.filter(([, type]) => type === "distributed").map(([, , id]) => id);
    expect(new Set(colocation).size).toBe(1);
  };

  test(
    "are distributed by the first of several services that start at once",
    async () => {
      await using database = await newDatabase(server!);
      const warnings: string[] = [];
      const open = () =>
        openStore(
          { dataDir: "", databaseUrl: database.url },
          { warn: (warning) => warnings.push(warning) },
        );
      const stores = await Promise.all([open(), open(), open()]);
      for (const store of stores) await store.close();
      expect(warnings).toEqual([]);
      expectDistributed(await database.query(PLACEMENTS));
    },
    TIME_LIMIT_MS,
  );

  test(
    "are distributed by the command if they have sessions, and keep them",
    async () => {
      const name = `syllable_test_rows_${process.pid}`;
      const { citus } = server!;
      await citus.createWithoutCitus(name);
      const databaseUrl = citus.urlOf(name);
      const variables = { SYLLABLE_DATABASE_URL: databaseUrl };
      const settings = { dataDir: "", databaseUrl };
      try {
        {
          await using service = await startService({ databaseUrl });
          await importLines(service, linesOf(0, SESSIONS));
          const path = "/api/v1/sessions/?search_fields=source&search_field_values=s1";
          const before = await (await service.call(path)).text();
          await citus.addCitus(name);

          const warnings: string[] = [];
          const warn = (warning: string) => void warnings.push(warning);
          await (await openStore(settings, { warn })).close();
          expect(warnings).toEqual([expect.stringMatching(/run `syllable database distribute`$/)]);

          const { code, stdout, stderr } = await runCommand(["database", "distribute"], variables);
          expect([code, stdout]).toEqual([0, "the database is distributed\n"]);
          expect(stderr).toContain("distributing the table sessions\n");
          expect(await (await service.call(path)).text()).toBe(before);
          // Every id is new, also of sources, of which the service still knows the old ones.
          const results = await importLines(service, linesOf(SESSIONS, SESSIONS));
          expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["created"]));
        }
        expectDistributed(await citus.query(name, PLACEMENTS));
        expect(await citus.query(name, "SELECT count(*)::int FROM sessions")).toEqual([
          [2 * SESSIONS],
        ]);
        const store = await openStore(settings);
        const { key } = await createKey(store.keys, {
          organisation: "new",
          name: "k",
          scope: "read",
        });
        expect(key.id).toBe(2);
        await store.close();
        const again = await runCommand(["database", "distribute"], variables);
        expect([again.code, again.stderr]).toEqual([
          1,
          "syllable: the database is already distributed\n",
        ]);
      } finally {
        await citus.remove(name);
      }
    },
    TIME_LIMIT_MS,
  );

  test(
    "can be moved to another node while sessions are stored",
    async () => {
      await using database = await newDatabase(server!);
      await using service = await startService({ databaseUrl: database.url });
      await importLines(service, linesOf(0, SESSIONS));
      const [[shard, name, port]] = (await database.query(
        `SELECT shardid, nodename, nodeport FROM citus_shards
       WHERE shardid = get_shard_id_for_distribution_column('sessions', 1)`,
      )) as [[number, string, number]];
      const [[toName, toPort]] = (await database.query(
        `SELECT nodename, nodeport FROM pg_dist_node
       WHERE groupid <> 0 AND (nodename, nodeport) <> ('${name}', ${port}) LIMIT 1`,
      )) as [[string, number]];
      const moving = database.query(
        `SELECT citus_move_shard_placement(${shard}, '${name}', ${port}, '${toName}', ${toPort},
         shard_transfer_mode => 'force_logical')`,
      );
      const results = await Promise.all([
        importLines(service, linesOf(SESSIONS, SESSIONS)),
        importLines(service, linesOf(0, SESSIONS)),
        moving,
      ]);
      expect(results[0].every(({ status }) => status === "created")).toBe(true);
      expect(results[1].every(({ status }) => status === "replaced")).toBe(true);
      const placed = `SELECT nodename, nodeport FROM citus_shards WHERE shardid = ${shard}`;
      expect(await database.query(placed)).toEqual([[toName, toPort]]);
      const list = await (await service.call("/api/v1/sessions/?limit=1")).json();
      expect(list).toMatchObject({ total_count: 2 * SESSIONS });
    },
    TIME_LIMIT_MS,
  );
});
