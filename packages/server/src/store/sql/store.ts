import type { Store } from "../port.js";
import type { SqlDatabase } from "./database.js";
import { sqlKeys } from "./keys.js";
import { sqlLabels } from "./labels.js";
import { sqlParts } from "./parts.js";
import { sqlRecordings } from "./recordings.js";
import { sqlSecret } from "./secrets.js";
import { sqlSessions } from "./sessions.js";
import { sqlWriteProbe, type WriteProbe } from "./write-probe.js";

/** A store with a probe that shows whether writing works. */
export interface SqlStore extends Store {
  readonly probe: WriteProbe;
}

/** The store in a database. Its `ping` only reads. */
export const sqlStore = (db: SqlDatabase): SqlStore => ({
  sessions: sqlSessions(db),
  parts: sqlParts(db),
  labels: sqlLabels(db),
  recordings: sqlRecordings(db),
  keys: sqlKeys(db),
  secret: sqlSecret(db),
  probe: sqlWriteProbe(db),
  async ping() {
    await db.row("SELECT 1");
  },
  close: () => db.close(),
});
