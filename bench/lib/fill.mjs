/**
 * Fills a database with sessions faster than an import, through the store's own `put`. A benchmark
 * does not need the data to survive a crash. Indexes that only lists need are created at the end,
 * which is faster than updating them.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { makeSession } from "./sessions.mjs";

const server = new URL("../../packages/server/dist/", import.meta.url);
const load = (path) => import(fileURLToPath(new URL(path, server)));

const BATCH = 10_000;
const CACHE_KIB = 1024 * 1024;

export async function fillSqlite(dataDir, sessions, onProgress) {
  const { SqliteDatabase } = await load("store/sqlite/database.js");
  const { migrate } = await load("store/sqlite/migrate.js");
  const { sqlStore } = await load("store/sql/store.js");
  const db = SqliteDatabase.open(join(dataDir, "sessions.sqlite"), { cacheKiB: CACHE_KIB });
  await migrate(db, dataDir);
  db.connection.exec("PRAGMA synchronous = OFF");
  const indexes = db.connection
    .prepare(
      `SELECT name, sql FROM sqlite_master
       WHERE type = 'index' AND tbl_name = 'sessions' AND sql NOT LIKE '%UNIQUE%'`,
    )
    .all();
  for (const { name } of indexes) db.connection.exec(`DROP INDEX ${name}`);
  await putAll(sqlStore(db), sessions, onProgress);
  for (const { sql } of indexes) db.connection.exec(sql);
  db.connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  await db.close();
}

export async function fillPostgres(url, sessions, onProgress) {
  const { openPostgresStore } = await load("store/postgres/open.js");
  const store = await openPostgresStore({ url }, console.warn);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: indexes } = await client.query(
    `SELECT indexname AS name, indexdef AS sql FROM pg_indexes
     WHERE tablename = 'sessions' AND indexdef NOT LIKE '%UNIQUE%'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await putAll(store, sessions, onProgress);
  await client.query("SET maintenance_work_mem = '1GB'");
  for (const { sql } of indexes) await client.query(sql);
  await client.query("VACUUM ANALYZE");
  await client.end();
  await store.close();
}

async function putAll(store, sessions, onProgress) {
  const { readSession } = await load("sessions/session-record.js");
  const { DEFAULT_ORGANISATION } = await load("keys/keys.js");
  const { id } = await store.keys.ensureOrganisation(DEFAULT_ORGANISATION);
  for (let start = 0; start < sessions; start += BATCH) {
    const end = Math.min(sessions, start + BATCH);
    const records = Array.from(
      { length: end - start },
      (_, index) => readSession(makeSession(start + index), undefined).record,
    );
    await store.sessions.put(id, records);
    onProgress(end);
  }
}
