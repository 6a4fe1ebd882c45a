import { describeWithEachPostgres } from "syllable-test-support/each-postgres";
import { recordStatements } from "../../../tests/store/recorded-statements.js";
import { singleShardSuite } from "../../../tests/store/single-shard.suite.js";
import { storeSuite } from "../../../tests/store/store.suite.js";
import { openPostgresStore } from "./open.js";

const recorded = recordStatements();

await describeWithEachPostgres("PostgreSQL", (server, { isDefault }) => {
  const newLocation = async () => {
    const { url, remove } = await server.newDatabase();
    return { open: () => openPostgresStore({ url }, () => undefined), remove };
  };
  storeSuite("store", newLocation, { random: isDefault });
  // The check reads the plans of PostgreSQL itself. Those of a coordinator have the queries of its workers.
  if (!server.citus) singleShardSuite(recorded, () => server.newDatabase());
});
