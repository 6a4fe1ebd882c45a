import type { Store } from "../port.js";
import type { SqlDatabase } from "./database.js";
import { sqlKeys } from "./keys.js";
import { sqlLabels } from "./labels.js";
import { sqlParts } from "./parts.js";
import { sqlRecordings } from "./recordings.js";
import { sqlSecret } from "./secrets.js";
import { sqlSessions } from "./sessions.js";

/** The store in a database. */
export const sqlStore = (db: SqlDatabase): Store => ({
  sessions: sqlSessions(db),
  parts: sqlParts(db),
  labels: sqlLabels(db),
  recordings: sqlRecordings(db),
  keys: sqlKeys(db),
  secret: sqlSecret(db),
  async ping() {
    await db.row("SELECT 1");
  },
  close: () => db.close(),
});
