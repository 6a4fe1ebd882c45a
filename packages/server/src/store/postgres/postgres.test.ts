import { afterAll, describe } from "vitest";
import { needs } from "../../../../../tests/support/missing-parts.js";
import { openPostgres } from "../../../../../tests/support/postgres.js";
import { storeSuite } from "../store.suite.js";
import { openPostgresStore } from "./open.js";

const server = await openPostgres();
afterAll(() => server?.remove());

describe("PostgreSQL", needs(server), () => {
  storeSuite("the store in a PostgreSQL database", async () => {
    const { url, remove } = await server!.newDatabase();
    return { open: () => openPostgresStore({ url }, () => undefined), remove };
  });
});
