import type { SessionRecord } from "../port.js";
import { assessStoredSessions } from "../sql/add-assessments.js";
import type { Value } from "../sql/database.js";
import type { Progress } from "../sql/migration.js";
import { SessionRows } from "../sql/session-rows.js";
import { sqlSessions } from "../sql/sessions.js";
import type { SqliteDatabase } from "./database.js";
import { trigramTable } from "./dialect.js";
import { migrations } from "./migrations.js";

/**
 * Migrates the database at `path` to the newest version, in one transaction.
 * @throws if the database is newer than this program
 */
export async function migrate(
  db: SqliteDatabase,
  path: string,
  progress: Progress = () => undefined,
): Promise<void> {
  if ((await versionOf(db)) < migrations.length) {
    await db.transaction(async () => {
      for (const migration of migrations.slice(await versionOf(db))) {
        if (typeof migration === "string") db.connection.exec(migration);
        else await migration(db, progress);
      }
      await copyOldSessions(db, progress);
      db.connection.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }
  const version = await versionOf(db);
  if (version > migrations.length) {
    throw new Error(
      `the schema of ${path} has version ${version}, and this syllable supports up to ` +
        `${migrations.length}; upgrade syllable`,
    );
  }
  await eraseDeletedTrigrams(db);
}

async function versionOf(db: SqliteDatabase): Promise<number> {
  return (await db.row<[number]>("PRAGMA user_version"))![0];
}

/**
 * Makes the trigram indexes erase the trigrams of deleted values instead of hiding them until they are
 * merged. This is a setting of each index, which is lost if a migration recreates the index.
 */
async function eraseDeletedTrigrams(db: SqliteDatabase): Promise<void> {
  for (const table of (["source", "target"] as const).map(trigramTable)) {
    const isSet = await db.row(`SELECT 1 FROM ${table}_config WHERE k = 'secure-delete' AND v = 1`);
    if (!isSet) await db.run(`INSERT INTO ${table} (${table}, rank) VALUES ('secure-delete', 1)`);
  }
}

const BATCH_SIZE = 1_000;
const BOOLEAN_PROPERTIES: readonly string[] = ["is_outbound", "is_legacy"];
const OTHER_COLUMNS: readonly string[] = ["org_id", "wire"];

type OldRow = Readonly<Record<string, Value>> & { readonly session_id: number };

/** Stores the sessions of the table `sessions_before` in the new table and drops it, if it exists. */
async function copyOldSessions(db: SqliteDatabase, progress: Progress): Promise<void> {
  const exists = await db.row("SELECT 1 FROM sqlite_master WHERE name = 'sessions_before'");
  if (!exists) return;
  const sessions = sqlSessions(db, new SessionRows());
  for (const [organisation] of await db.rows<[number]>(
    "SELECT DISTINCT org_id FROM sessions_before",
  )) {
    for (let lastId = -1, hasMore = true; hasMore; ) {
      const rows = await db.objects<OldRow>(
        `SELECT * FROM sessions_before WHERE org_id = ? AND session_id > ?
         ORDER BY session_id LIMIT ?`,
        [organisation, lastId, BATCH_SIZE],
      );
      await sessions.put(organisation, rows.map(toRecord));
      hasMore = rows.length === BATCH_SIZE;
      lastId = rows.at(-1)?.session_id ?? lastId;
    }
  }
  db.connection.exec("DROP TABLE sessions_before");
  await assessStoredSessions(db, progress);
}

function toRecord(row: OldRow): SessionRecord {
  const properties = Object.entries(row)
    .filter(([name, value]) => value !== null && !OTHER_COLUMNS.includes(name))
    .map(([name, value]) => [name, BOOLEAN_PROPERTIES.includes(name) ? value === 1 : value]);
  return {
    id: row.session_id,
    timestamp: row.timestamp as number,
    isTest: row.is_test === 1,
    properties: Object.fromEntries(properties),
    json: row.wire as string,
  };
}
