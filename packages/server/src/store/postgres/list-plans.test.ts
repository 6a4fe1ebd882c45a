import { describeWithEachPostgres } from "syllable-test-support/each-postgres";
import { recordStatements } from "../../../tests/store/recorded-statements.js";
import { sessionListExplainSuite } from "../../../tests/store/session-list-explain.suite.js";
import { singleShardSuite } from "../../../tests/store/single-shard.suite.js";
import { postgresDatabase } from "./database.js";
import { openPostgresStore } from "./open.js";

const recorded = recordStatements();

await describeWithEachPostgres("PostgreSQL", (server) => {
  sessionListExplainSuite(async () => {
    const { url, remove } = await server.newDatabase();
    const store = await openPostgresStore({ url }, () => undefined);
    const db = postgresDatabase({ url });
    return {
      db,
      store,
      explain: "EXPLAIN",
      analyze: async () => {
        await db.run("VACUUM ANALYZE");
      },
      async remove() {
        await db.close();
        await store.close();
        await remove();
      },
    };
  });
  singleShardSuite(recorded, () => server.newDatabase());
});
