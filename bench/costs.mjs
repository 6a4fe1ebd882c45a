/**
 * Measures the constants of `packages/server/src/store/sql/session-list/costs.ts` on SQLite, in
 * index rows read. `BENCH_COSTS_SESSIONS` sets the size of the store, 200,000 by default.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteDatabase } from "../packages/server/dist/store/sqlite/database.js";
import { sqliteDialect } from "../packages/server/dist/store/sqlite/dialect.js";
import { fillSqlite } from "./lib/fill.mjs";

const SESSIONS = Number(process.env.BENCH_COSTS_SESSIONS ?? 200_000);
const ROWS = 20_000;
const RUNS = 40;
const BY_TIME = "FROM sessions INDEXED BY sessions_by_time WHERE org_id = 1 AND is_test = 0";

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
await fillSqlite(folder, SESSIONS, () => undefined);
const db = SqliteDatabase.open(join(folder, "sessions.sqlite"), { cacheKiB: 1024 * 1024 });

/** The shortest time of a statement, in µs. Other load on the machine can only make it longer. */
async function timeOf(text, parametersOf = () => []) {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const parameters = parametersOf(run);
    const start = performance.now();
    await db.rows(text, parameters);
    shortest = Math.min(shortest, (performance.now() - start) * 1_000);
  }
  return shortest;
}

const perRow = async (select) => (await timeOf(select)) / ROWS;
const report = (name, cost) => console.log(`${name}: ${cost.toFixed(1)}`);

try {
  const unit = await perRow(
    `SELECT sum(profile_id + session_id) FROM (SELECT profile_id, session_id ${BY_TIME} LIMIT ${ROWS})`,
  );
  console.log(`the unit, an index row read: ${unit.toFixed(3)} µs`);

  const column = await perRow(
    `SELECT count(conversation_id) FROM (SELECT conversation_id ${BY_TIME} LIMIT ${ROWS})`,
  );
  report("WHOLE_ROW, for one column", column / unit);
  const whole = await perRow(
    `SELECT sum(length(CAST(wire AS BLOB))) FROM (SELECT wire ${BY_TIME} LIMIT ${ROWS})`,
  );
  report("WHOLE_ROW, for its JSON", whole / unit);

  const sorted = await perRow(
    `SELECT * FROM (SELECT session_id, timestamp ${BY_TIME} LIMIT ${ROWS})
     ORDER BY timestamp % 7919, session_id DESC LIMIT 25`,
  );
  report("SORTED_ROW, for the first 25", sorted / unit);

  const sources = await db.rows(
    `SELECT id FROM session_values WHERE property = 'source' ORDER BY (id * 7919) % 104729 LIMIT 64`,
  );
  const ids = sources.map(([id]) => id);
  const sets = Array.from(
    { length: 64 },
    () => `SELECT * FROM (
      SELECT session_id, timestamp FROM sessions INDEXED BY sessions_by_source
      WHERE org_id = 1 AND is_test = 0 AND source_id = ? ORDER BY timestamp DESC LIMIT 25)`,
  );
  const merged = await timeOf(
    `SELECT * FROM (${sets.join(" UNION ALL ")}) ORDER BY timestamp DESC LIMIT 25`,
    () => ids,
  );
  report("ID_LOOKUP + MERGED_SET, of 64", merged / 64 / unit);

  const listedIds = Array.from({ length: 10_000 }, (_, index) => index);
  const listed = await timeOf(
    `SELECT wire ${BY_TIME} AND source_id IN (SELECT value FROM json_each(?)) LIMIT 1`,
    () => [listedIds],
  );
  report("LISTED_ID, of 10,000", listed / listedIds.length / unit);

  const [[values]] = await db.rows("SELECT count(*) FROM session_values");
  for (const text of ["12", "555", "555123", "555123456"]) {
    const { from, condition, parameters } = sqliteDialect.valuesContaining("source", text);
    const search = `SELECT count(*) FROM ${from} WHERE v.property = 'source' AND ${condition}`;
    const searched = await timeOf(search, () => parameters);
    report(`searchCost, values searched for each row, text ${text}`, values / (searched / unit));
  }

  const statement = await timeOf("SELECT sessions FROM session_counts WHERE org_id = 1 LIMIT 1");
  report("STATEMENT", statement / unit);
} finally {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
}
