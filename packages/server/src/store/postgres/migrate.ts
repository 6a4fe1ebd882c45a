import type { Client, QueryConfig } from "pg";
import type { Progress } from "../sql/migration.js";
import { connectTo } from "./connections.js";
import {
  type Distribution,
  distribute,
  distributeIfEmpty,
  readDistribution,
} from "./distribution.js";
import type { Hosts } from "./hosts.js";
import { migrations } from "./migrations.js";
import { withSchemaLock } from "./schema-lock.js";
import { postgresSql } from "./sql.js";
import { createTrigramIndex } from "./trigrams.js";

/**
 * Migrates the database to the newest version, one migration per transaction, without time limits.
 * Distributes its tables if it has Citus and they are empty. `warn` gets a message for each feature
 * that the database lacks, and `progress` whenever a long migration has advanced.
 * @returns whether the tables are distributed across the nodes of a Citus cluster
 * @throws if the database is newer than this program, or not encoded in UTF-8
 */
export function migrate(
  hosts: Hosts,
  warn: (message: string) => void,
  progress: Progress = () => undefined,
): Promise<boolean> {
  return withConnection(hosts, async (client) => {
    await migrateToNewest(client, progress);
    const isDistributed = await distributeIfEmpty(client, warn);
    await createTrigramIndex(client, warn);
    return isDistributed;
  });
}

/**
 * Migrates the database, and distributes its tables across the nodes of its Citus cluster with all their
 * rows.
 * @returns how the tables were stored before
 * @throws like `migrate`
 */
export function distributeDatabase(hosts: Hosts, progress: Progress): Promise<Distribution> {
  return withConnection(hosts, async (client) => {
    // A database that can't be distributed is not changed.
    if ((await readDistribution(client)) === "no Citus") return "no Citus";
    await migrateToNewest(client, progress);
    const before = await readDistribution(client);
    if (before === "not distributed") await distribute(client, { progress });
    return before;
  });
}

async function withConnection<T>(hosts: Hosts, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectTo(hosts);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function migrateToNewest(client: Client, progress: Progress): Promise<void> {
  await checkEncoding(client);
  while ((await versionOf(client)) < migrations.length) {
    await withSchemaLock(client, () => runNextMigration(client, progress));
  }
  await checkVersion(client);
}

/** Does nothing if another process ran the last migration while this one waited for the lock. */
async function runNextMigration(client: Client, progress: Progress): Promise<void> {
  const version = await versionOf(client);
  const migration = migrations[version];
  if (migration === undefined) return;
  await client.query("CREATE TABLE IF NOT EXISTS schema_versions (version bigint PRIMARY KEY)");
  const sql = postgresSql((query) => client.query(query));
  for (const step of migration) {
    if (typeof step === "string") await client.query(singleStatement(step));
    else await step(sql, progress);
  }
  await client.query("INSERT INTO schema_versions (version) VALUES ($1)", [version + 1]);
}

/** PostgreSQL rejects a text of several statements in this mode, as Citus does for distributed tables. */
const singleStatement = (text: string): QueryConfig & { readonly queryMode: "extended" } => ({
  text,
  queryMode: "extended",
});

async function versionOf(client: Client): Promise<number> {
  // Selected as a row: the connection's cache of table names may be older than the lock.
  const [tables] = await readRow(
    client,
    `SELECT count(*)::int FROM pg_tables
     WHERE schemaname = current_schema() AND tablename = 'schema_versions'`,
  );
  if (tables === 0) return 0;
  const [version] = await readRow(
    client,
    "SELECT coalesce(max(version), 0)::int FROM schema_versions",
  );
  return version as number;
}

async function checkVersion(client: Client): Promise<void> {
  const version = await versionOf(client);
  if (version <= migrations.length) return;
  throw new Error(
    `its schema has version ${version}, and this syllable supports up to ${migrations.length}; ` +
      "upgrade syllable",
  );
}

async function checkEncoding(client: Client): Promise<void> {
  const [encoding] = await readRow(client, "SHOW server_encoding");
  if (encoding === "UTF8") return;
  throw new Error(`its encoding is ${encoding}; create a database with ENCODING 'UTF8'`);
}

/** The first row of the result, as an array. */
async function readRow(client: Client, text: string): Promise<unknown[]> {
  const { rows } = await client.query({ text, rowMode: "array" });
  return rows[0]!;
}
