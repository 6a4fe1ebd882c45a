import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sessionListExplainSuite } from "../../../tests/store/session-list-explain.suite.js";
import { SqliteDatabase } from "./database.js";
import { openSqliteStore } from "./open.js";

sessionListExplainSuite(async () => {
  const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const path = join(folder, "sessions.sqlite");
  const store = await openSqliteStore(path);
  const db = SqliteDatabase.open(path, { cacheKiB: 16_384 });
  return {
    db,
    store,
    explain: "EXPLAIN QUERY PLAN",
    analyze: async () => undefined,
    async remove() {
      await db.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
