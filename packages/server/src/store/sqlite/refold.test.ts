import { join } from "node:path";
import { tempFolder } from "syllable-test-support/temp-folder";
import { refoldSuite } from "../../../tests/store/refold.suite.js";
import { SqliteDatabase } from "./database.js";
import { migrations } from "./migrations.js";
import { openSqliteStore } from "./open.js";

const PROPERTIES = ["source", "target"] as const;

refoldSuite(async () => {
  const path = join(tempFolder(), "sessions.sqlite");
  const store = await openSqliteStore(path);
  const db = SqliteDatabase.open(path, { cacheKiB: 16_384 });
  return {
    db,
    store,
    migrations,
    unindex: PROPERTIES.map(
      (property) =>
        `INSERT INTO session_${property}s_text (session_${property}s_text) VALUES ('delete-all')`,
    ),
    index: PROPERTIES.map(
      (property) => `INSERT INTO session_${property}s_text (rowid, folded)
        SELECT id, folded FROM session_values WHERE property = '${property}'`,
    ),
    async remove() {
      await db.close();
      await store.close();
    },
  };
});
