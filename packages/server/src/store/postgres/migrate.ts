import { Client } from "pg";
import { connectionConfig, type PostgresOptions } from "./connections.js";
import { migrations } from "./migrations.js";
import { indexTrigrams } from "./trigrams.js";
import { whole } from "./whole.js";

/**
 * Brings the database from its version to the newest, a migration a transaction, on a connection
 * without limits of time. `warn` is told what the database has to do without.
 */
export async function migrate(
  options: PostgresOptions,
  warn: (message: string) => void,
): Promise<void> {
  const client = new Client(connectionConfig(options));
  client.on("error", () => undefined);
  try {
    await client.connect();
    await refuseEncoding(client);
    while ((await versionOf(client)) < migrations.length) await whole(client, () => step(client));
    await refuseNewer(client);
    await indexTrigrams(client, warn);
  } finally {
    await client.end();
  }
}

/** The next migration, unless another process has made it while this one waited. */
async function step(client: Client): Promise<void> {
  const version = await versionOf(client);
  const migration = migrations[version];
  if (migration === undefined) return;
  await client.query("CREATE TABLE IF NOT EXISTS schema_versions (version bigint PRIMARY KEY)");
  await client.query(migration);
  await client.query("INSERT INTO schema_versions (version) VALUES ($1)", [version + 1]);
}

async function versionOf(client: Client): Promise<number> {
  // Read as a row: what a connection remembers of names may be older than the lock it waited for.
  const [tables] = await only(
    client,
    `SELECT count(*)::int FROM pg_tables
     WHERE schemaname = current_schema() AND tablename = 'schema_versions'`,
  );
  if (tables === 0) return 0;
  const [version] = await only(
    client,
    "SELECT coalesce(max(version), 0)::int FROM schema_versions",
  );
  return version as number;
}

async function refuseNewer(client: Client): Promise<void> {
  const version = await versionOf(client);
  if (version <= migrations.length) return;
  throw new Error(
    `it is of version ${version}, made by a newer syllable; ` +
      `this one knows versions up to ${migrations.length}: upgrade syllable`,
  );
}

async function refuseEncoding(client: Client): Promise<void> {
  const [encoding] = await only(client, "SHOW server_encoding");
  if (encoding === "UTF8") return;
  throw new Error(`its encoding is ${encoding}; make one with ENCODING 'UTF8'`);
}

async function only(client: Client, text: string): Promise<unknown[]> {
  const { rows } = await client.query({ text, rowMode: "array" });
  return rows[0]!;
}
