/** Fills the store before an attack. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const server = new URL("../../../packages/server/dist/", import.meta.url);
const load = (path) => import(fileURLToPath(new URL(path, server)));

/** Concurrent transactions in PostgreSQL. */
const CONNECTIONS = 8;

/** Imports sessions with this API key. */
export async function importLines(target, key, chunks) {
  for (const chunk of chunks) {
    const response = await fetch(`${target.url}/api/v1/sessions/import`, {
      method: "POST",
      headers: { "syllable-api-key": key, "content-type": "application/x-ndjson" },
      body: chunk,
    });
    const text = await response.text();
    if (response.status !== 200 || text.includes('"rejected"')) throw new Error(text.slice(0, 500));
  }
}

/**
 * Creates labels of the attacker's organisation through the store, because over HTTP each of them
 * would wait for the disk. The service must not run.
 */
export async function createLabels(target, count, labelOf) {
  const store = await openFastStore(target);
  const organisation = await store.keys.ensureOrganisation("default");
  let created = 0;
  const createSome = async () => {
    while (created < count) await store.labels.create(organisation.id, labelOf(created++));
  };
  await Promise.all(Array.from({ length: target.database ? CONNECTIONS : 1 }, createSome));
  await store.close();
}

async function openFastStore({ dataDir, database }) {
  if (database) {
    const { openPostgresStore } = await load("store/postgres/open.js");
    return openPostgresStore({ url: database.url }, console.warn);
  }
  const { SqliteDatabase } = await load("store/sqlite/database.js");
  const { sqlStore } = await load("store/sql/store.js");
  const db = SqliteDatabase.open(join(dataDir, "sessions.sqlite"), { cacheKiB: 64 * 1024 });
  db.connection.exec("PRAGMA synchronous = OFF");
  return sqlStore(db);
}
