import type { Store } from "../port.js";
import { withLists } from "../sql/lists.js";
import type { Progress } from "../sql/migration.js";
import { withWriteCheck } from "../sql/with-write-check.js";
import { createFile } from "./create-file.js";
import { migrate } from "./migrate.js";
import { READER_LIMITS, Readers } from "./readers.js";
import { sqliteStore } from "./store.js";
import { vacuumOnce } from "./vacuum.js";
import { Writer } from "./writer.js";

/**
 * Opens the store in a SQLite file. Creates the file and migrates it as needed. `progress` receives
 * messages about long work.
 */
export async function openSqliteStore(path: string, progress?: Progress): Promise<Store> {
  await createFile(path);
  const { db, store } = sqliteStore(path);
  try {
    await migrate(db, path, progress);
    await vacuumOnce(db, path, progress);
  } catch (error) {
    await store.close();
    throw error;
  }
  const writer = new Writer(path);
  const readers = new Readers(path);
  const written = withWriteCheck({
    ...store,
    ...writer.writesOf(store),
    async close() {
      // A process that reads would keep the WAL from being emptied.
      await Promise.all([readers.close(), writer.close()]);
      await store.close();
    },
  });
  return withLists(written, { db, readCostly: readers.read, limits: READER_LIMITS });
}
