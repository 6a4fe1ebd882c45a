/** The baseline of imports: prepared inserts of complete rows, and nothing else. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Libsql from "libsql";

const server = new URL("../../packages/server/dist/store/", import.meta.url);
const load = (path) => import(fileURLToPath(new URL(path, server)));

/** As many rows share a transaction as in an import. */
const BATCH = 2_000;
const CACHE_KIB = 64 * 1024;

/** Reads the rows of the table `sessions` for generated sessions `from` up to `to`. */
export async function readRows(dataDir, from, to) {
  const db = new Libsql(join(dataDir, "sessions.sqlite"), { readonly: true });
  const ids = [1_000_000_000 + from, 1_000_000_000 + to];
  const rows = db
    .prepare("SELECT * FROM sessions WHERE session_id >= ? AND session_id < ?")
    .raw()
    .all(ids);
  db.close();
  return rows;
}

/** Opens a database file with the schema of the service, without its code. */
export async function openRawDatabase(dataDir) {
  const { SqliteDatabase } = await load("sqlite/database.js");
  const { migrate } = await load("sqlite/migrate.js");
  const db = SqliteDatabase.open(join(dataDir, "sessions.sqlite"), { cacheKiB: CACHE_KIB });
  await migrate(db, dataDir);
  const { connection } = db;
  const columns = connection.prepare("SELECT * FROM sessions").columns();
  const insert = connection.prepare(`INSERT INTO sessions VALUES (${columns.map(() => "?")})`);
  return {
    insert(rows) {
      for (let start = 0; start < rows.length; start += BATCH) {
        connection.exec("BEGIN IMMEDIATE");
        for (const row of rows.slice(start, start + BATCH)) insert.run(row);
        connection.exec("COMMIT");
      }
    },
    close: () => db.close(),
  };
}
