/** The size of sessions in PostgreSQL: bytes per session by table and index. There is no target. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPersistentPostgres } from "../tools/postgres/persistent-server.mjs";
import { importSessions, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";

const SESSIONS = Number(process.env.BENCH_SESSIONS ?? 200_000);
const RELATIONS = `SELECT c.relname, coalesce(t.relname, ''), pg_table_size(c.oid), c.reltuples
  FROM pg_class c
  LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')
  ORDER BY pg_table_size(c.oid) DESC`;
const MIN_SHOWN_BYTES = 0.5;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const database = await startPersistentPostgres(folder);
const service = await startService(join(folder, "data"), { SYLLABLE_DATABASE_URL: database.url });
try {
  const start = performance.now();
  await importSessions(service.url, sessionLines(0, SESSIONS));
  const seconds = (performance.now() - start) / 1000;
  console.log(`${SESSIONS} sessions imported, ${Math.round(SESSIONS / seconds)} per second`);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("VACUUM ANALYZE");
  const { rows } = await client.query({ text: RELATIONS, rowMode: "array" });
  await client.end();
  let total = 0;
  for (const [name, table, size, rowCount] of rows) {
    const bytes = Number(size) / SESSIONS;
    total += bytes;
    if (bytes < MIN_SHOWN_BYTES) continue;
    const what = table ? `index of ${table}` : `table of ${rowCount} rows`;
    console.log(`${bytes.toFixed(1).padStart(8)} bytes per session: ${name}, ${what}`);
  }
  console.log(`${total.toFixed(1).padStart(8)} bytes per session in total`);
} finally {
  await service.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
