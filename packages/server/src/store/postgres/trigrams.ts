import { type Client, DatabaseError } from "pg";
import { whole } from "./whole.js";

const INDEXED = "SELECT to_regclass('session_values_by_trigram') IS NOT NULL AS indexed";
const EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm";
const INDEX = `CREATE INDEX IF NOT EXISTS session_values_by_trigram
  ON session_values USING gin (folded gin_trgm_ops)`;

/**
 * Indexes what is looked up by a part of it, where the database can. Not all of them let their
 * users make extensions; without it every value is looked at.
 */
export async function indexTrigrams(
  client: Client,
  warn: (message: string) => void,
): Promise<void> {
  const { rows } = await client.query<{ indexed: boolean }>(INDEXED);
  if (rows[0]!.indexed) return;
  try {
    await whole(client, async () => {
      await client.query(EXTENSION);
      await client.query(INDEX);
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    warn(
      "filters on a part of a source or target look at every value, as the database has no " +
        `trigram index (${error.message}): let its owner run CREATE EXTENSION pg_trgm, and start again`,
    );
  }
}
