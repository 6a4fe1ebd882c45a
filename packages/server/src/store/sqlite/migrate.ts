import type { SessionRecord } from "../port.js";
import type { Value } from "../sql/database.js";
import { sqlSessions } from "../sql/sessions.js";
import type { SqliteDatabase } from "./database.js";
import { migrations } from "./migrations.js";

/** Brings the database from its version to the newest, in one transaction. */
export async function migrate(db: SqliteDatabase, path: string): Promise<void> {
  if ((await versionOf(db)) < migrations.length) {
    await db.transaction(async () => {
      for (const migration of migrations.slice(await versionOf(db))) db.connection.exec(migration);
      await rewriteSessions(db);
      db.connection.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }
  const version = await versionOf(db);
  if (version > migrations.length) {
    throw new Error(
      `${path} is a database of version ${version}, made by a newer syllable; ` +
        `this one knows versions up to ${migrations.length}: upgrade syllable`,
    );
  }
}

async function versionOf(db: SqliteDatabase): Promise<number> {
  return (await db.row<[number]>("PRAGMA user_version"))![0];
}

const BATCH = 1_000;
const BOOLEANS: readonly string[] = ["is_outbound", "is_legacy"];
const NOT_PROPERTIES: readonly string[] = ["org_id", "wire"];

type OldRow = Readonly<Record<string, Value>> & { readonly session_id: number };

/** Keeps the sessions of `sessions_before` anew, where there is that table, and removes it. */
async function rewriteSessions(db: SqliteDatabase): Promise<void> {
  const left = await db.row("SELECT 1 FROM sqlite_master WHERE name = 'sessions_before'");
  if (!left) return;
  const sessions = sqlSessions(db);
  for (const [organisation] of await db.rows<[number]>(
    "SELECT DISTINCT org_id FROM sessions_before",
  )) {
    for (let after = -1, more = true; more; ) {
      const rows = await db.objects<OldRow>(
        `SELECT * FROM sessions_before WHERE org_id = ? AND session_id > ?
         ORDER BY session_id LIMIT ?`,
        [organisation, after, BATCH],
      );
      await sessions.put(organisation, rows.map(recordOf));
      more = rows.length === BATCH;
      after = rows.at(-1)?.session_id ?? after;
    }
  }
  db.connection.exec("DROP TABLE sessions_before");
}

function recordOf(row: OldRow): SessionRecord {
  const properties = Object.entries(row)
    .filter(([name, value]) => value !== null && !NOT_PROPERTIES.includes(name))
    .map(([name, value]) => [name, BOOLEANS.includes(name) ? value === 1 : value]);
  return {
    id: row.session_id,
    timestamp: row.timestamp as number,
    isTest: row.is_test === 1,
    properties: Object.fromEntries(properties),
    wire: row.wire as string,
  };
}
