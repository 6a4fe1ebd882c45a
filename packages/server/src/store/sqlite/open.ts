import type { Store } from "../port.js";
import { listSessions } from "../sql/session-list/list.js";
import { Budget, TooCostly } from "../sql/session-list/reading.js";
import { sqlStore } from "../sql/store.js";
import { SqliteDatabase } from "./database.js";
import { migrate } from "./migrate.js";
import { Readers } from "./readers.js";
import { Writer } from "./writer.js";

const READ_CACHE_KIB = 64 * 1024;
const WRITE_CACHE_KIB = 64 * 1024;

/** A list that looks at more rows than this is read beside the event loop: it takes milliseconds. */
const CHEAP_ROWS = 10_000;

/** The store in one SQLite file, made and migrated as needed. */
export async function openSqliteStore(path: string): Promise<Store> {
  const db = SqliteDatabase.open(path, { cacheKiB: READ_CACHE_KIB });
  try {
    await migrate(db, path);
  } catch (error) {
    await db.close();
    throw error;
  }
  const store = sqlStore(db);
  const writer = new Writer({ path, cacheKiB: WRITE_CACHE_KIB });
  const readers = new Readers(path);
  const parts = writer.writesOf(store);
  return {
    ...store,
    ...parts,
    sessions: {
      ...parts.sessions,
      async list(organisation, query, signal) {
        try {
          return await listSessions(db, organisation, query, new Budget(CHEAP_ROWS));
        } catch (error) {
          if (!(error instanceof TooCostly)) throw error;
          return readers.list(organisation, query, signal);
        }
      },
    },
    async close() {
      readers.close();
      await writer.close();
      await store.close();
    },
  };
}
