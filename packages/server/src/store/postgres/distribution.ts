import type { Client } from "pg";
import type { Progress } from "../sql/migration.js";
import { DISTRIBUTED_TABLES } from "./distributed-tables.js";
import { withSchemaLock } from "./schema-lock.js";

/** The table whose placement on the nodes of a Citus cluster the other distributed tables follow. */
const SESSIONS = "sessions";
/** Small tables that every node has a copy of. A table comes after those that it references. */
const REFERENCE_TABLES = [
  "organisations",
  "api_keys",
  "secrets",
  "browser_sessions",
  "sign_in_links",
];

const HAS_CITUS = "SELECT 1 FROM pg_extension WHERE extname = 'citus'";
const LOCAL_TABLES = `SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS tables (name, position)
  WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition
    WHERE logicalrelid = to_regclass(name) AND (partmethod = 'h' OR repmodel = 't'))
  ORDER BY position`;
const DISTRIBUTE = "SELECT create_distributed_table($1::regclass, 'org_id', colocate_with => $2)";
const REPLICATE = "SELECT create_reference_table($1::regclass)";
const REMOVE_LOCAL_ROWS = "SELECT truncate_local_data_after_distributing_table($1::regclass)";
const SEQUENCES = `SELECT pg_get_serial_sequence(table_name, column_name) AS sequence
  FROM information_schema.columns
  WHERE table_schema = current_schema() AND is_identity = 'YES' AND table_name = ANY ($1::text[])`;

export type Distribution = "no Citus" | "not distributed" | "distributed";

/** How the database stores the tables. */
export async function readDistribution(client: Client): Promise<Distribution> {
  const { rowCount } = await client.query(HAS_CITUS);
  if (rowCount === 0) return "no Citus";
  return (await readLocalTables(client)).length > 0 ? "not distributed" : "distributed";
}

/**
 * Distributes the tables across the nodes of a Citus cluster, if the database belongs to one and has no
 * sessions. If it has some, `warn` gets a message instead, because copying them takes long.
 * @returns whether the tables are distributed now
 */
export async function distributeIfEmpty(
  client: Client,
  warn: (message: string) => void,
): Promise<boolean> {
  const before = await readDistribution(client);
  if (before !== "not distributed") return before === "distributed";
  // Checked without the lock first, because waiting for it delays the writes of other processes.
  if (!(await haveRows(client, await readLocalTables(client)))) {
    await distribute(client, { onlyIfEmpty: true });
    if ((await readDistribution(client)) === "distributed") return true;
  }
  warn(
    "the database has Citus, but its tables are not distributed, because they already contain sessions; " +
      "stop all services and run `syllable database distribute`",
  );
  return false;
}

interface DistributeOptions {
  /** Does nothing if the tables have data of organisations. */
  readonly onlyIfEmpty?: boolean;
  readonly progress?: Progress;
}

/**
 * Distributes all tables that are not distributed yet, in one transaction. Other processes cannot write
 * until it ends.
 */
export async function distribute(
  client: Client,
  { onlyIfEmpty = false, progress = () => undefined }: DistributeOptions = {},
): Promise<void> {
  await withSchemaLock(client, async () => {
    const tables = await readLocalTables(client);
    if (tables.length === 0) return;
    await client.query(`LOCK TABLE ${tables.join(", ")} IN SHARE ROW EXCLUSIVE MODE`);
    if (onlyIfEmpty && (await haveRows(client, tables))) return;
    const identities = await readIdentities(client, tables);
    for (const table of tables) {
      progress(`distributing the table ${table}`);
      if (REFERENCE_TABLES.includes(table)) await client.query(REPLICATE, [table]);
      else await client.query(DISTRIBUTE, [table, table === SESSIONS ? "none" : SESSIONS]);
    }
    for (const table of tables) await client.query(REMOVE_LOCAL_ROWS, [table]);
    for (const identity of identities) await restoreIdentity(client, identity);
  });
}

async function readLocalTables(client: Client): Promise<string[]> {
  const tables = [...REFERENCE_TABLES, ...DISTRIBUTED_TABLES];
  const { rows } = await client.query<{ name: string }>(LOCAL_TABLES, [tables]);
  return rows.map(({ name }) => name);
}

/** Whether one of these tables has rows of an organisation. Keys and secrets are copied at once. */
async function haveRows(client: Client, tables: readonly string[]): Promise<boolean> {
  const queries = DISTRIBUTED_TABLES.filter((table) => tables.includes(table)).map(
    (table) => `(SELECT 1 FROM ${table} LIMIT 1)`,
  );
  if (queries.length === 0) return false;
  const { rowCount } = await client.query(queries.join(" UNION ALL "));
  return rowCount !== 0;
}

interface Identity {
  readonly sequence: string;
  /** The last id that was generated. Null if none was. */
  readonly last: string | null;
}

async function readIdentities(client: Client, tables: readonly string[]): Promise<Identity[]> {
  const { rows } = await client.query<{ sequence: string }>(SEQUENCES, [tables]);
  const identities: Identity[] = [];
  for (const { sequence } of rows) {
    const result = await client.query<{ last: string | null }>(
      "SELECT pg_sequence_last_value($1::regclass) AS last",
      [sequence],
    );
    identities.push({ sequence, last: result.rows[0]!.last });
  }
  return identities;
}

/** Citus recreates some tables with new sequences, which would generate the same ids again. */
async function restoreIdentity(client: Client, { sequence, last }: Identity): Promise<void> {
  if (last !== null) await client.query("SELECT setval($1::regclass, $2)", [sequence, last]);
}
