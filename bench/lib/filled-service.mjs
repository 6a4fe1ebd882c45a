import { createReadStream, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { startPersistentPostgres } from "../../tools/postgres/persistent-server.mjs";
import { fillPostgres, fillSqlite } from "./fill.mjs";
import { startService } from "./service.mjs";

/** Starts the service with this number of sessions. Fills the database first, unless an earlier run has filled it. */
export async function startFilledService(folder, sessions, { onPostgres }) {
  const dataDir = join(folder, onPostgres ? `${sessions}-postgres` : String(sessions));
  const isNew = !existsSync(dataDir);
  const start = performance.now();
  const onProgress = (count) => {
    if (count % 500_000 !== 0) return;
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`  ${count} of ${sessions} sessions after ${seconds} s`);
  };
  if (!onPostgres) {
    if (isNew) await fillSqlite(dataDir, sessions, onProgress);
    await loadIntoCache(join(dataDir, "sessions.sqlite"));
    return startService(dataDir);
  }
  const database = await startPersistentPostgres(dataDir);
  if (isNew) await fillPostgres(database.url, sessions, onProgress);
  const tables = join(dataDir, "postgres", "base");
  for (const entry of await readdir(tables, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await loadIntoCache(join(entry.parentPath, entry.name));
  }
  const service = await startService(dataDir, { SYLLABLE_DATABASE_URL: database.url });
  const stop = () => service.stop().then(database.stop);
  return { ...service, stop };
}

/** Reads a file so that the system caches it, as if the service had run for a while. */
async function loadIntoCache(path) {
  for await (const _ of createReadStream(path, { highWaterMark: 1024 * 1024 }));
}
