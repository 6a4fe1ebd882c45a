import { randomBytes } from "node:crypto";
import type { Store } from "../port.js";
import { Database } from "./database.js";
import { sqliteKeys } from "./keys.js";
import { sqliteLabels } from "./labels.js";
import { sqliteParts } from "./parts.js";
import { sqliteRecordings } from "./recordings.js";
import { sqliteSessions } from "./sessions.js";

/** The store in one SQLite file, made and migrated as needed. */
export function openSqliteStore(path: string): Store {
  const db = Database.open(path);
  return {
    sessions: sqliteSessions(db),
    parts: sqliteParts(db),
    labels: sqliteLabels(db),
    recordings: sqliteRecordings(db),
    keys: sqliteKeys(db),
    async secret(name) {
      const made = randomBytes(32).toString("base64");
      db.run("INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", [
        name,
        made,
      ]);
      const [kept] = db.row<[string]>("SELECT value FROM secrets WHERE name = ?", name)!;
      return Buffer.from(kept, "base64");
    },
    async ping() {
      db.row("SELECT 1");
    },
    async close() {
      db.close();
    },
  };
}
