import type { Client } from "pg";

/** The key of the lock, the same for every process. */
const LOCK = 7_259_283_014;

/**
 * Citus can change the shards of several tables in one transaction only one after another. PostgreSQL
 * without Citus ignores the setting.
 */
const SEQUENTIAL = "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'";

/**
 * Runs a change of the schema in a transaction that no other process can run at the same time. Waits
 * for the lock for as long as necessary.
 */
export async function withSchemaLock(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query(SEQUENTIAL);
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await work();
    await client.query("COMMIT");
  } catch (error) {
    // If the connection is lost, the database rolls back by itself.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
