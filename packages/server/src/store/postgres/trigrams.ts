import { type Client, DatabaseError } from "pg";
import { withSchemaLock } from "./schema-lock.js";

const EXISTS = "SELECT to_regclass('session_values_by_trigram') IS NOT NULL AS \"exists\"";
const CREATE_EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm";
const CREATE_INDEX = `CREATE INDEX IF NOT EXISTS session_values_by_trigram
  ON session_values USING gin (folded gin_trgm_ops)`;

/**
 * Creates the index that finds sources and targets by a part of their text, if the database user may
 * create its extension. Without the index, such filters read every value; `warn` then gets a message.
 */
export async function createTrigramIndex(
  client: Client,
  warn: (message: string) => void,
): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(EXISTS);
  if (rows[0]!.exists) return;
  try {
    await withSchemaLock(client, async () => {
      await client.query(CREATE_EXTENSION);
      await client.query(CREATE_INDEX);
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    warn(
      "filters on a part of a source or target are slow, because the database has no trigram " +
        `index (${error.message}); have its owner run CREATE EXTENSION pg_trgm, then restart`,
    );
  }
}
