import { sqlParts } from "../sql/parts.js";
import { type SqlStore, sqlStore } from "../sql/store.js";
import { SqliteDatabase } from "./database.js";

const CACHE_KIB = 64 * 1024;
const PARTS_CACHE_KIB = 2 * 1024;

/**
 * A store over two connections to a SQLite file. Transcripts and latencies are megabytes long and read
 * once, so they have a separate connection and do not push indexes out of its cache.
 */
export function sqliteStore(path: string): { db: SqliteDatabase; store: SqlStore } {
  const db = SqliteDatabase.open(path, { cacheKiB: CACHE_KIB });
  const parts = SqliteDatabase.open(path, { cacheKiB: PARTS_CACHE_KIB });
  const store = {
    ...sqlStore(db),
    parts: sqlParts(parts),
    async close() {
      await parts.close();
      await db.close();
    },
  };
  return { db, store };
}
