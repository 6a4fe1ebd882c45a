import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { afterAll, describe } from "vitest";
import { sessionListExplainSuite } from "../../../tests/store/session-list-explain.suite.js";
import { postgresDatabase } from "./database.js";
import { openPostgresStore } from "./open.js";

const server = await openPostgres();
afterAll(() => server?.remove());

describe("PostgreSQL", needs(server), () => {
  sessionListExplainSuite(async () => {
    const { url, remove } = await server!.newDatabase();
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
});
