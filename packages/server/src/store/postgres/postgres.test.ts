import { describeWithEachPostgres } from "syllable-test-support/each-postgres";
import { storeSuite } from "../../../tests/store/store.suite.js";
import { openPostgresStore } from "./open.js";

await describeWithEachPostgres("PostgreSQL", (server, { isDefault }) => {
  const newLocation = async () => {
    const { url, remove } = await server.newDatabase();
    return { open: () => openPostgresStore({ url }, () => undefined), remove };
  };
  storeSuite("store", newLocation, { random: isDefault });
});
