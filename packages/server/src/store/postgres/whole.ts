import type { Client } from "pg";

/** Held by who changes the schema, so that of two that start together one waits for the other. */
const LOCK = 7_259_283_014;

/** Changes the schema, as a whole or not at all, while no other process does. */
export async function whole(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await work();
    await client.query("COMMIT");
  } catch (error) {
    // Where the connection is gone, the database rolls back by itself.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
