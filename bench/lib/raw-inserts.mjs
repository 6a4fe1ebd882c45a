/** The yardstick of imports: prepared inserts of finished rows, with nothing around them. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Libsql from "libsql";

const server = new URL("../../packages/server/dist/store/", import.meta.url);
const load = (path) => import(fileURLToPath(new URL(path, server)));

/** As many share a transaction as in an import. */
const BATCH = 2_000;
const CACHE_KIB = 64 * 1024;

/** The rows of `sessions` of a data folder, from one session of the bench to another. */
export async function rowsOf(dataDir, from, to) {
  const db = new Libsql(join(dataDir, "sessions.sqlite"), { readonly: true });
  const ids = [1_000_000_000 + from, 1_000_000_000 + to];
  const rows = db
    .prepare("SELECT * FROM sessions WHERE session_id >= ? AND session_id < ?")
    .raw()
    .all(ids);
  db.close();
  return rows;
}

/** A file with the schema of the service's and none of its code. */
export async function startRaw(dataDir) {
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
