import { Client } from "pg";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres, type TestDatabase } from "syllable-test-support/postgres";
import { afterAll, describe, expect, test } from "vitest";
import { idsOf, query, record } from "../../../tests/store/with-store.suite.js";
import { migrations } from "./migrations.js";
import { openPostgresStore } from "./open.js";

const server = await openPostgres();
afterAll(() => server?.remove());

const silent = () => undefined;

describe("the schema of a PostgreSQL database", needs(server), () => {
  const withDatabase = async (work: (place: TestDatabase) => Promise<void>) => {
    const place = await server!.newDatabase();
    try {
      await work(place);
    } finally {
      await place.remove();
    }
  };
  const versions = (place: TestDatabase) =>
    place.query("SELECT version::int FROM schema_versions ORDER BY version");
  const all = migrations.map((_, index) => [index + 1]);

  test("is made once by several that start together", () =>
    withDatabase(async (place) => {
      const stores = await Promise.all(
        Array.from({ length: 4 }, () => openPostgresStore({ url: place.url }, silent)),
      );
      await Promise.all(stores.map((store, index) => store.sessions.put(1, [record(index)])));
      expect((await stores[0]!.sessions.list(1, query())).total).toBe(4);
      await Promise.all(stores.map((store) => store.close()));
      expect(await versions(place)).toEqual(all);
    }));

  test("is not there at all where its making was cut half-way, and made the next time", () =>
    withDatabase(async (place) => {
      // Another transaction has the name of one of the last tables, so that the making waits there.
      const other = new Client({ connectionString: place.url });
      await other.connect();
      await other.query("BEGIN; CREATE TABLE session_labels (id bigint)");
      const cut = openPostgresStore({ url: place.url }, silent);
      cut.catch(silent);
      await eventually(async () => {
        const [[cut]] = (await place.query(
          `SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )) as [[number]];
        expect(cut).toBe(1);
      });
      await expect(cut).rejects.toThrow(/it is stopping, or starting|broke|reached/);
      await other.query("ROLLBACK");
      await other.end();
      expect(await place.query("SELECT relname FROM pg_class WHERE relname = 'sessions'")).toEqual(
        [],
      );
      await (await openPostgresStore({ url: place.url }, silent)).close();
      expect(await versions(place)).toEqual(all);
    }));

  test("of version 1 is brought forward with all it has, and knows the newest session of each value", () =>
    withDatabase(async (place) => {
      const store = await openPostgresStore({ url: place.url }, silent);
      const records = Array.from({ length: 50 }, (_, id) =>
        record(id, {
          timestamp: `2026-01-${10 + (id % 20)}T00:00:00Z`,
          ...(id % 3 > 0 && { source: `+1202555010${id % 7}` }),
        }),
      );
      await store.sessions.put(1, records);
      await store.close();
      const newest = () =>
        place.query("SELECT value_id, newest FROM session_value_counts ORDER BY value_id");
      const known = await newest();
      expect(known).toHaveLength(9);
      await place.query(`DROP INDEX sessions_by_source_and_id;
        DROP INDEX sessions_by_target_and_id;
        ALTER TABLE session_value_counts DROP COLUMN newest;
        ALTER TABLE recordings DROP COLUMN analysis, DROP COLUMN analysis_detail;
        CREATE INDEX sessions_by_rising_duration ON sessions (org_id, duration);
        DELETE FROM schema_versions WHERE version > 1`);
      const again = await openPostgresStore({ url: place.url }, silent);
      expect(await newest()).toEqual(known);
      expect((await again.sessions.list(1, query())).total).toBe(50);
      // A service of before that still runs does not know of it.
      const unknowing =
        "INSERT INTO session_value_counts (org_id, value_id, sessions, tests) VALUES (1, 999, 1, 0)";
      await expect(place.query(unknowing)).rejects.toThrow(/"newest".*not-null/);
      await again.close();
      expect(await versions(place)).toEqual(all);
    }));

  test("of a newer version is refused, and left as it is", () =>
    withDatabase(async (place) => {
      await (await openPostgresStore({ url: place.url }, silent)).close();
      await place.query(`INSERT INTO schema_versions VALUES (${migrations.length + 1})`);
      await expect(openPostgresStore({ url: place.url }, silent)).rejects.toThrow(
        /version \d+, made by a newer syllable.*upgrade/,
      );
      expect(await versions(place)).toEqual([...all, [migrations.length + 1]]);
    }));

  test("is refused to a database of another encoding", () =>
    withDatabase(async (place) => {
      const name = `${new URL(place.url).pathname.slice(1)}_ascii`;
      await place.query(`CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'
        TEMPLATE template0`);
      const url = Object.assign(new URL(place.url), { pathname: name }).href;
      await expect(openPostgresStore({ url }, silent)).rejects.toThrow(/SQL_ASCII.*UTF8/);
      await place.query(`DROP DATABASE ${name}`);
    }));

  test("does without a trigram index where its user may not have one, and says so", () =>
    withDatabase(async (place) => {
      const user = new URL(place.url).pathname.slice(1);
      await place.query(`CREATE ROLE ${user} LOGIN PASSWORD 'plain';
        GRANT CREATE, USAGE ON SCHEMA public TO ${user}`);
      const url = Object.assign(new URL(place.url), { username: user, password: "plain" }).href;
      const warnings: string[] = [];
      const store = await openPostgresStore({ url }, (warning) => warnings.push(warning));
      await store.sessions.put(1, [
        record(1, { source: "+14155550100" }),
        record(2, { source: "+14155550199" }),
      ]);
      const filter = { searchFields: ["source" as const], searchFieldValues: ["50199"] };
      expect(idsOf(await store.sessions.list(1, query(filter)))).toEqual([2]);
      await store.close();
      expect(warnings).toEqual([expect.stringMatching(/pg_trgm/)]);

      // Once there is one, nothing is said.
      const owner = await openPostgresStore({ url: place.url }, (warning) =>
        warnings.push(warning),
      );
      await owner.close();
      expect(warnings).toHaveLength(1);
      expect(
        await place.query("SELECT 1 FROM pg_indexes WHERE indexname = 'session_values_by_trigram'"),
      ).toHaveLength(1);
      await place.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    }));

  test("leads every key and index of what organisations keep by the organisation", () =>
    withDatabase(async (place) => {
      await (await openPostgresStore({ url: place.url }, silent)).close();
      const others = await place.query(
        `SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
         AND indexdef NOT LIKE '%(org_id%' ORDER BY indexname`,
      );
      expect(others.flat()).toEqual([
        "api_keys_hash_key",
        "api_keys_pkey",
        "organisations_name_key",
        "organisations_pkey",
        "schema_versions_pkey",
        "secrets_pkey",
        "session_values_by_trigram",
      ]);
    }));
});
