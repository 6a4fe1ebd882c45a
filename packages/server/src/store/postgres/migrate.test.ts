import { Client } from "pg";
import type { SessionSearchProperties } from "syllable-contract";
import { describeWithEachPostgres } from "syllable-test-support/each-postgres";
import { eventually } from "syllable-test-support/eventually";
import type { TestDatabase } from "syllable-test-support/postgres";
import { expect, test } from "vitest";
import { idsOf, query, record } from "../../../tests/store/with-store.suite.js";
import { migrations } from "./migrations.js";
import { openPostgresStore } from "./open.js";

const silent = () => undefined;
const DURATIONS = [0, 0.5, 59.999, 60, 3_599.5, 3_600, 1e12, -0.5, -90];

await describeWithEachPostgres("migrations of a PostgreSQL database", (server) => {
  const withDatabase = async (work: (database: TestDatabase) => Promise<void>) => {
    const database = await server.newDatabase();
    try {
      await work(database);
    } finally {
      await database.remove();
    }
  };
  const versions = (database: TestDatabase) =>
    database.query("SELECT version::int FROM schema_versions ORDER BY version");
  const all = migrations.map((_, index) => [index + 1]);

  test("run once if several processes start together", () =>
    withDatabase(async (database) => {
      const stores = await Promise.all(
        Array.from({ length: 4 }, () => openPostgresStore({ url: database.url }, silent)),
      );
      await Promise.all(stores.map((store, index) => store.sessions.put(1, [record(index)])));
      expect((await stores[0]!.sessions.list(1, query())).total).toBe(4);
      await Promise.all(stores.map((store) => store.close()));
      expect(await versions(database)).toEqual(all);
    }));

  test("leave nothing if they are interrupted, and succeed the next time", () =>
    withDatabase(async (database) => {
      // Another transaction has created one of the last tables, so the migration waits for it.
      const other = new Client({ connectionString: database.url });
      await other.connect();
      await other.query("BEGIN; CREATE TABLE session_labels (id bigint)");
      const opening = openPostgresStore({ url: database.url }, silent);
      opening.catch(silent);
      await eventually(async () => {
        const [[terminated]] = (await database.query(
          `SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )) as [[number]];
        expect(terminated).toBe(1);
      });
      await expect(opening).rejects.toThrow(/shutting down or starting up|lost|reached/);
      await other.query("ROLLBACK");
      await other.end();
      expect(
        await database.query("SELECT relname FROM pg_class WHERE relname = 'sessions'"),
      ).toEqual([]);
      await (await openPostgresStore({ url: database.url }, silent)).close();
      expect(await versions(database)).toEqual(all);
    }));

  test("from version 1 keep all sessions, fold texts again, and count them again", () =>
    withDatabase(async (database) => {
      const store = await openPostgresStore({ url: database.url }, silent);
      const records = Array.from({ length: 50 }, (_, id) =>
        record(id, {
          timestamp: `2026-01-${10 + (id % 20)}T00:00:00Z`,
          agent_name: "Agent",
          ...(id % 7 > 0 && { duration: DURATIONS[id % DURATIONS.length]! }),
          is_test: id % 5 === 0,
          ...(id % 3 > 0 && { source: `+1202555010${id % 7}` }),
        }),
      );
      await store.sessions.put(1, records);
      await store.close();
      const newest = () =>
        database.query("SELECT value_id, newest FROM session_value_counts ORDER BY value_id");
      const newestBefore = await newest();
      expect(newestBefore).toHaveLength(9);
      const counts = () =>
        database.query(
          `SELECT org_id, least(profile_id, 0), span, bucket, sum(sessions), sum(duration_us)
           FROM session_counts GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
        );
      const countsBefore = await counts();
      expect(countsBefore.length).toBeGreaterThan(2 * DURATIONS.length);
      for (const statement of [
        "DROP INDEX sessions_by_source_and_id",
        "DROP INDEX sessions_by_target_and_id",
        "ALTER TABLE session_value_counts DROP COLUMN newest",
        "DELETE FROM session_counts WHERE span > 3",
        "ALTER TABLE session_counts DROP COLUMN duration_us",
        `ALTER TABLE recordings DROP COLUMN analysis, DROP COLUMN analysis_detail,
          DROP COLUMN started_at, DROP COLUMN channel_names, DROP COLUMN audio,
          DROP COLUMN analysis_lease, DROP COLUMN analysis_attempts, DROP COLUMN faults`,
        "DROP TABLE session_examinations, session_time_counts",
        "ALTER TABLE sessions DROP COLUMN measured",
        `ALTER TABLE session_profiles
          DROP COLUMN label, DROP COLUMN tool_errors, DROP COLUMN audio_faults`,
        `INSERT INTO session_labels VALUES
          (1, 1, 7, 5, 'auto', 'Bad', 'a@example.com', 'a@example.com', NULL, NULL),
          (1, 2, 8, 5, 'human-rating', 'OK', 'a@example.com', 'a@example.com', NULL, NULL),
          (1, 3, 8, 6, 'auto', 'Bad', 'a@example.com', 'a@example.com', NULL, NULL)`,
        `INSERT INTO session_parts VALUES
          (1, 8, 'transcript', '{"actions":[{},{"tool_error":"no \\u0000"}]}')`,
        "DROP TABLE browser_sessions, sign_in_links",
        "ALTER TABLE api_keys DROP COLUMN last_used_at",
        "ALTER TABLE sessions REPLICA IDENTITY DEFAULT",
        "DROP TABLE write_probe",
        "INSERT INTO secrets VALUES ('write-probe', 'old'), ('other', 'kept')",
        "UPDATE session_profiles SET agent_name_folded = 'old'",
        "CREATE INDEX sessions_by_rising_duration ON sessions (org_id, duration)",
        "DELETE FROM schema_versions WHERE version > 1",
      ]) {
        await database.query(statement);
      }
      const migrated = await openPostgresStore({ url: database.url }, silent);
      expect(await newest()).toEqual(newestBefore);
      expect(await counts()).toEqual(countsBefore);
      const filter = { searchFields: ["agent_name" as const], searchFieldValues: ["agent"] };
      expect((await migrated.sessions.list(1, query(filter))).total).toBe(50);
      const assessed = async (field: SessionSearchProperties, value: string) => {
        const request = { searchFields: [field], searchFieldValues: [value] };
        return idsOf(await migrated.sessions.list(1, query(request)));
      };
      expect(await assessed("label", "bad")).toEqual([7]);
      expect(await assessed("label", "ok")).toEqual([8]);
      expect(await assessed("label", "none")).toHaveLength(48);
      expect(await assessed("tool_errors", "true")).toEqual([8]);
      // As a service of the old version would, if it still runs.
      const oldInsert =
        "INSERT INTO session_value_counts (org_id, value_id, sessions, tests) VALUES (1, 999, 1, 0)";
      await expect(database.query(oldInsert)).rejects.toThrow(/"newest".*not-null/);
      expect(await database.query("SELECT name FROM secrets")).toEqual([["other"]]);
      await migrated.close();
      expect(await versions(database)).toEqual(all);
    }));

  test("reject a database of a newer version, and do not change it", () =>
    withDatabase(async (database) => {
      await (await openPostgresStore({ url: database.url }, silent)).close();
      await database.query(`INSERT INTO schema_versions VALUES (${migrations.length + 1})`);
      await expect(openPostgresStore({ url: database.url }, silent)).rejects.toThrow(
        /has version \d+, and this syllable supports up to \d+; upgrade/,
      );
      expect(await versions(database)).toEqual([...all, [migrations.length + 1]]);
    }));

  test("reject a database with another encoding", () =>
    withDatabase(async (database) => {
      const name = `${new URL(database.url).pathname.slice(1)}_ascii`;
      await database.query(`CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'
        TEMPLATE template0`);
      const url = Object.assign(new URL(database.url), { pathname: name }).href;
      await expect(openPostgresStore({ url }, silent)).rejects.toThrow(/SQL_ASCII.*UTF8/);
      await database.query(`DROP DATABASE ${name}`);
    }));

  test("warn if the user may not create the trigram index, and succeed without it", () =>
    withDatabase(async (database) => {
      const user = new URL(database.url).pathname.slice(1);
      await database.query(`CREATE ROLE ${user} LOGIN PASSWORD 'plain';
        GRANT CREATE, USAGE ON SCHEMA public TO ${user}`);
      const url = Object.assign(new URL(database.url), { username: user, password: "plain" }).href;
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

      // There is no warning once the index exists.
      const owner = await openPostgresStore({ url: database.url }, (warning) =>
        warnings.push(warning),
      );
      await owner.close();
      expect(warnings).toHaveLength(1);
      expect(
        await database.query(
          "SELECT 1 FROM pg_indexes WHERE indexname = 'session_values_by_trigram'",
        ),
      ).toHaveLength(1);
      await database.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    }));

  test("give every table a replica identity", () =>
    withDatabase(async (database) => {
      await (await openPostgresStore({ url: database.url }, silent)).close();
      const withoutKey = `SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND NOT EXISTS (
          SELECT 1 FROM pg_index WHERE indrelid = pg_class.oid
            AND (CASE relreplident WHEN 'd' THEN indisprimary ELSE indisreplident END))`;
      expect(await database.query(withoutKey)).toEqual([]);
    }));

  test("begin every key and index of an organisation's data with the organisation", () =>
    withDatabase(async (database) => {
      await (await openPostgresStore({ url: database.url }, silent)).close();
      const otherIndexes = await database.query(
        `SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
         AND indexdef NOT LIKE '%(org_id%' ORDER BY indexname`,
      );
      expect(otherIndexes.flat()).toEqual([
        "api_keys_hash_key",
        "api_keys_pkey",
        "browser_sessions_pkey",
        "organisations_name_key",
        "organisations_pkey",
        // Analyses begin with the newest recording of all organisations.
        "pending_analyses",
        "schema_versions_pkey",
        "secrets_pkey",
        "session_values_by_trigram",
        "sign_in_links_pkey",
        "write_probe_pkey",
      ]);
    }));
});
