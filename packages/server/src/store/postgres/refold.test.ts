import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { afterAll, describe } from "vitest";
import { refoldSuite } from "../../../tests/store/refold.suite.js";
import { postgresDatabase } from "./database.js";
import { migrations } from "./migrations.js";
import { openPostgresStore } from "./open.js";

const server = await openPostgres();
afterAll(() => server?.remove());

describe("PostgreSQL", needs(server), () => {
  refoldSuite(async () => {
    const { url, remove } = await server!.newDatabase();
    const store = await openPostgresStore({ url }, () => undefined);
    const db = postgresDatabase({ url });
    return {
      db,
      store,
      migrations: migrations.flat(),
      unindex: [],
      index: [],
      async remove() {
        await db.close();
        await store.close();
        await remove();
      },
    };
  });
});
