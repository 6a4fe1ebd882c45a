import { sqlParts } from "../sql/parts.js";
import { SessionRows } from "../sql/session-rows.js";
import { type SqlStore, sqlStore } from "../sql/store.js";
import { SqliteDatabase } from "./database.js";

const CACHE_KIB = 64 * 1024;
const PARTS_CACHE_KIB = 2 * 1024;
/** How long `close` waits for other processes that read the file. */
const CLOSE_MS = 1_000;

/**
 * The store in a SQLite file, with two connections. Parts of sessions may be megabytes long and are
 * read once. With their own connection, they do not push indexes out of the page cache.
 */
export function sqliteStore(path: string): { db: SqliteDatabase; store: SqlStore } {
  const db = SqliteDatabase.open(path, { cacheKiB: CACHE_KIB });
  const parts = SqliteDatabase.open(path, { cacheKiB: PARTS_CACHE_KIB });
  const store = {
    ...sqlStore(db),
    parts: sqlParts(parts, new SessionRows()),
    async close() {
      await parts.close();
      emptyWalBeforeClose(db);
      await db.close();
    },
  };
  return { db, store };
}

/**
 * Writes all data to the file, so that a copy of it is complete. SQLite itself does this only when all
 * statements have been garbage collected.
 */
function emptyWalBeforeClose(db: SqliteDatabase): void {
  try {
    db.emptyWal(CLOSE_MS);
  } catch {
    // The disk may be full. Nothing is lost: the next start reads the WAL.
  }
}
