import { Client } from "pg";
import type { Store } from "../port.js";
import { withWriteCheck } from "../sql/checked-store.js";
import { withLists } from "../sql/lists.js";
import { sqlStore } from "../sql/store.js";
import { connectionConfig, DEFAULT_CONNECTIONS, type PostgresOptions } from "./connections.js";
import { postgresDatabase } from "./database.js";
import { asUnavailable } from "./faults.js";
import { costlyLists } from "./lists.js";
import { migrate } from "./migrate.js";

/** The share of the connections that costly lists have to themselves. */
const FOR_LISTS = 0.3;

/** The store in a PostgreSQL database, its tables made and migrated as needed. */
export async function openPostgresStore(
  options: PostgresOptions,
  warn: (message: string) => void,
): Promise<Store> {
  await migrate(options, warn).catch((error) => {
    throw asUnavailable(error);
  });
  const connections = options.connections ?? DEFAULT_CONNECTIONS;
  const forLists = Math.max(1, Math.floor(connections * FOR_LISTS));
  const db = postgresDatabase({ ...options, connections: Math.max(1, connections - forLists) });
  const lists = postgresDatabase({ ...options, connections: forLists });
  // Of several connections for lists, one organisation leaves one to the others.
  const limits = { total: forLists, perOrganisation: Math.max(1, forLists - 1) };
  const written = withWriteCheck({
    ...sqlStore(db),
    async close() {
      await Promise.all([db.close(), lists.close()]);
    },
  });
  return withLists(written, { db, readCostly: costlyLists(lists), limits });
}

/** The database as people know it, without what opens it: `sessions on db.example.com:5432`. */
export function placeOf(options: PostgresOptions): string {
  const { database, host, port } = new Client(connectionConfig(options));
  return `${database} on ${host}:${port}`;
}
