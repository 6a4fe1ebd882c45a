import type { Client } from "pg";
import type { Progress } from "../sql/migration.js";
import { withSchemaLock } from "./schema-lock.js";

/** Tables with the data of organisations. The rows of one organisation are all on one node. */
const DISTRIBUTED_TABLES = [
  "sessions",
  "session_profiles",
  "session_values",
  "session_value_counts",
  "session_counts",
  "session_parts",
  "session_labels",
  "recordings",
];
/** Small tables of which every node has a copy. A table comes after those that it references. */
const REFERENCE_TABLES = ["organisations", "api_keys", "secrets"];

const HAS_CITUS = `SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') AS "hasCitus"`;
/** The tables that are not yet distributed, in the order of the parameter. */
const LOCAL_TABLES = `SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS tables (name, position)
  WHERE NOT EXISTS (
    SELECT 1 FROM pg_dist_partition
    WHERE logicalrelid = to_regclass(name) AND (partmethod = 'h' OR repmodel = 't'))
  ORDER BY position`;
const IDENTITY_COLUMNS = `SELECT table_name AS table, column_name AS column,
    pg_get_serial_sequence(table_name, column_name) AS sequence
  FROM information_schema.columns
  WHERE table_schema = current_schema() AND is_identity = 'YES' AND table_name = ANY ($1::text[])`;

/** How the tables are stored. */
export type Distribution = "no Citus" | "local" | "distributed";

/** Whether the database has Citus, and whether all tables are distributed. */
export async function readDistribution(client: Client): Promise<Distribution> {
  const { rows } = await client.query<{ hasCitus: boolean }>(HAS_CITUS);
  if (!rows[0]!.hasCitus) return "no Citus";
  return (await localTables(client)).length > 0 ? "local" : "distributed";
}

/**
 * Distributes the tables if the database has Citus and they have no sessions. If they have some, `warn`
 * gets a message, because this takes long. Returns whether the tables are now distributed.
 */
export async function distributeIfEmpty(
  client: Client,
  warn: (message: string) => void,
): Promise<boolean> {
  const distribution = await readDistribution(client);
  if (distribution !== "local") return distribution === "distributed";
  if (await hasRows(client)) {
    warn(
      "the database has Citus, but its tables are not distributed, so all sessions are on one " +
        "node; stop all services, then run `syllable database distribute`",
    );
    return false;
  }
  await distribute(client);
  return true;
}

/**
 * Distributes the tables that are not distributed yet, in one transaction. Writes of other processes
 * wait until it ends.
 */
export async function distribute(
  client: Client,
  progress: Progress = () => undefined,
): Promise<void> {
  await withSchemaLock(client, async () => {
    const tables = await localTables(client);
    if (tables.length === 0) return;
    // Several tables in one transaction are only possible with one connection per node.
    await client.query("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'");
    await client.query(`LOCK TABLE ${tables.join(", ")} IN SHARE ROW EXCLUSIVE MODE`);
    const identities = await readIdentities(client, tables);
    for (const table of tables) {
      progress(`distributing the table ${table}`);
      if (REFERENCE_TABLES.includes(table)) {
        await client.query("SELECT create_reference_table($1::regclass)", [table]);
      } else {
        await client.query(DISTRIBUTE, [table, table === "sessions" ? "none" : "sessions"]);
      }
    }
    for (const identity of identities) await restoreIdentity(client, identity);
  });
}
