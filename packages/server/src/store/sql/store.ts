import { sqlAnalyses } from "./analyses.js";
import { sqlBrowserSessions } from "./browser-sessions.js";
import type { SqlDatabase } from "./database.js";
import { sqlKeys } from "./keys.js";
import { sqlLabels } from "./labels.js";
import { sqlParts } from "./parts.js";
import { sqlRecordings } from "./recordings.js";
import { sqlSecret } from "./secrets.js";
import { sqlSessions } from "./sessions.js";
import type { UnlistedStore } from "./unlisted-store.js";
import { sqlWriteProbe, type WriteProbe } from "./write-probe.js";

/** The store in a database, without its lists. Its `ping` only reads. */
export interface SqlStore extends UnlistedStore {
  /** Shows whether writing works. */
  readonly probe: WriteProbe;
}

export const sqlStore = (db: SqlDatabase): SqlStore => ({
  sessions: sqlSessions(db),
  parts: sqlParts(db),
  labels: sqlLabels(db),
  recordings: sqlRecordings(db),
  analyses: sqlAnalyses(db),
  keys: sqlKeys(db),
  browserSessions: sqlBrowserSessions(db),
  getSecret: sqlSecret(db),
  probe: sqlWriteProbe(db),
  async ping() {
    await db.row("SELECT 1");
  },
  close: () => db.close(),
});
