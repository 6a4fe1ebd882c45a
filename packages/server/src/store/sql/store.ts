import { sqlAnalyses } from "./analyses.js";
import { sqlBrowserSessions } from "./browser-sessions.js";
import type { SqlDatabase } from "./database.js";
import { sqlExaminations } from "./examinations.js";
import { sqlKeys } from "./keys.js";
import { sqlLabels } from "./labels.js";
import { sqlParts } from "./parts.js";
import { sqlRecordings } from "./recordings.js";
import { sqlSecret } from "./secrets.js";
import { SessionRows } from "./session-rows.js";
import { sqlSessions } from "./sessions.js";
import type { UnlistedStore } from "./unlisted-store.js";
import { sqlWriteProbe, type WriteProbe } from "./write-probe.js";

/** The store in a database, without its lists. Its `ping` only reads. */
export interface SqlStore extends UnlistedStore {
  /** Shows whether writing works. */
  readonly probe: WriteProbe;
}

export function sqlStore(db: SqlDatabase): SqlStore {
  const sessionRows = new SessionRows();
  return {
    sessions: sqlSessions(db, sessionRows),
    parts: sqlParts(db, sessionRows),
    labels: sqlLabels(db, sessionRows),
    recordings: sqlRecordings(db, sessionRows),
    analyses: sqlAnalyses(db, sessionRows),
    examinations: sqlExaminations(db, sessionRows),
    keys: sqlKeys(db),
    browserSessions: sqlBrowserSessions(db),
    getSecret: sqlSecret(db),
    probe: sqlWriteProbe(db),
    async ping() {
      await db.row("SELECT 1");
    },
    close: () => db.close(),
  };
}
