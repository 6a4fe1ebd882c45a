import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { afterAll, describe } from "vitest";
import { storeSuite } from "../../../tests/store/store.suite.js";
import { openPostgresStore } from "./open.js";

const server = await openPostgres();
afterAll(() => server?.remove());

describe("PostgreSQL", needs(server), () => {
  storeSuite("store", async () => {
    const { url, remove } = await server!.newDatabase();
    return { open: () => openPostgresStore({ url }, () => undefined), remove };
  });
});
