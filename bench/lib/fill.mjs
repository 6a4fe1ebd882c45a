/**
 * Fills a data folder with sessions faster than an import would, by the store's own `put`: as for
 * a bench it matters what is kept, but not that it is safe from a crash meanwhile.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeSession } from "./sessions.mjs";

const server = new URL("../../packages/server/dist/", import.meta.url);
const load = (path) => import(fileURLToPath(new URL(path, server)));

const BATCH = 10_000;
const CACHE_KIB = 1024 * 1024;

export async function fill(dataDir, sessions, onProgress = () => {}) {
  const { SqliteDatabase } = await load("store/sqlite/database.js");
  const { migrate } = await load("store/sqlite/migrate.js");
  const { sqlStore } = await load("store/sql/store.js");
  const { readSession } = await load("services/session-record.js");
  const { DEFAULT_ORGANISATION } = await load("services/keys.js");
  const db = SqliteDatabase.open(join(dataDir, "sessions.sqlite"), { cacheKiB: CACHE_KIB });
  await migrate(db, dataDir);
  db.connection.exec("PRAGMA synchronous = OFF");
  const store = sqlStore(db);
  const { id } = await store.keys.organisation(DEFAULT_ORGANISATION);
  for (let start = 0; start < sessions; start += BATCH) {
    const end = Math.min(sessions, start + BATCH);
    const records = Array.from(
      { length: end - start },
      (_, index) => readSession(makeSession(start + index), undefined).record,
    );
    await store.sessions.put(id, records);
    onProgress(end);
  }
  db.connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  await db.close();
}
