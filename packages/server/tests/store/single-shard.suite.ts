import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Hosts } from "../../src/store/postgres/hosts.js";
import { migrate } from "../../src/store/postgres/migrate.js";
import type { RecordedStatement } from "./recorded-statements.js";
import { findShardProblems } from "./single-shard.js";

/** The statements of the sweeper and of the analyses, which work for all organisations. */
const OF_ALL_ORGANISATIONS = [
  /^UPDATE recordings SET state = 'condemned'\s+WHERE state = 'pending' AND lease_until < \$1$/,
  /^SELECT org_id AS organisation, blob FROM recordings WHERE state = 'condemned'$/,
  /^SELECT org_id, blob FROM recordings\s+WHERE state = 'ready' AND analysis = 'pending' AND analysis_lease < \$1/,
  /^SELECT org_id, session_id FROM session_examinations\s+WHERE lease_until < \$1/,
  /^SELECT count\(\*\) FROM recordings WHERE state = 'ready' AND analysis = 'pending'/,
  /^UPDATE recordings\s+SET analysis = 'pending', analysis_detail = NULL, analysis_attempts = 0/,
];

const PAGE = "SELECT org_id, session_id FROM sessions WHERE org_id = $1";
const ROWS_OF_PAGE = `SELECT s.wire FROM page CROSS JOIN sessions s
  WHERE s.org_id = page.org_id AND s.session_id = page.session_id`;

/** Statements that may run on several shards. */
const REJECTED: readonly [name: string, text: string, values: number[], problem: string][] = [
  [
    "a table without an organisation",
    "SELECT count(*) FROM sessions",
    [],
    "reads sessions without an organisation",
  ],
  [
    "a join with a subquery",
    `SELECT p.wire FROM (${PAGE}) AS page CROSS JOIN session_parts p
      WHERE p.org_id = page.org_id AND p.session_id = page.session_id`,
    [1],
    "joins tables by the organisation $1",
  ],
  [
    "a join with a table of WITH",
    `WITH page AS (${PAGE} LIMIT 5) ${ROWS_OF_PAGE}`,
    [1],
    "reads s without an organisation",
  ],
  [
    "a join with a materialized table",
    `WITH page AS MATERIALIZED (${PAGE}) ${ROWS_OF_PAGE}`,
    [1],
    "reads s without an organisation",
  ],
  [
    "a subquery that refers to the outer row",
    `UPDATE session_value_counts c SET newest = (
      SELECT max(timestamp) FROM sessions s WHERE s.org_id = c.org_id) WHERE org_id = $1`,
    [1],
    "reads s without an organisation",
  ],
  [
    "two organisations",
    `SELECT 1 FROM sessions s CROSS JOIN session_parts p WHERE s.org_id = $1 AND p.org_id = $2`,
    [1, 2],
    "names 2 organisations",
  ],
  [
    "an insert without an organisation",
    "INSERT INTO session_parts SELECT * FROM session_parts WHERE org_id = $1",
    [1],
    "inserts rows without an organisation",
  ],
];

/** Checks the recorded statements. Call it after the tests that run them. */
export function singleShardSuite(
  recorded: ReadonlyMap<string, RecordedStatement>,
  newDatabase: () => Promise<{ readonly url: string; remove(): Promise<void> }>,
): void {
  describe("statements", () => {
    let client: Client;
    let remove: () => Promise<void>;
    beforeAll(async () => {
      const database = await newDatabase();
      remove = database.remove;
      await migrate(new Hosts(database.url), () => undefined);
      client = new Client({ connectionString: database.url });
      await client.connect();
    });
    afterAll(async () => {
      await client.end();
      await remove();
    });

    test.each(REJECTED)("the check rejects %s", async (_name, text, values, problem) => {
      expect(await findShardProblems(client, { text, values })).toEqual([problem]);
    });

    test("each runs on one shard", async () => {
      const statements = [...recorded.values()].filter(
        ({ text }) => !OF_ALL_ORGANISATIONS.some((one) => one.test(text)),
      );
      expect(statements).not.toEqual([]);
      const rejected: Record<string, string[]> = {};
      for (const statement of statements) {
        const problems = await findShardProblems(client, statement);
        if (problems.length > 0) rejected[statement.text] = problems;
      }
      expect(rejected).toEqual({});
    });
  });
}
