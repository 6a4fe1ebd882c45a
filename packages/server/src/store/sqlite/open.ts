import type { Store } from "../port.js";
import { cheapFrom, withLists } from "../sql/lists.js";
import { sqlStore } from "../sql/store.js";
import { SqliteDatabase } from "./database.js";
import { migrate } from "./migrate.js";
import { Readers } from "./readers.js";
import { Writer } from "./writer.js";

const READ_CACHE_KIB = 64 * 1024;
const WRITE_CACHE_KIB = 64 * 1024;

/** The store in one SQLite file, which is created and migrated as needed. */
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
  return {
    ...withLists({ ...store, ...writer.writesOf(store) }, cheapFrom(db, readers.read)),
    async close() {
      readers.close();
      await writer.close();
      await store.close();
    },
  };
}
