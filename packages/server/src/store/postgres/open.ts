import type { Store } from "../port.js";
import { withLists } from "../sql/lists.js";
import type { Progress } from "../sql/migration.js";
import { sqlStore } from "../sql/store.js";
import { withWriteCheck } from "../sql/with-write-check.js";
import { DEFAULT_CONNECTIONS, type PostgresOptions } from "./connections.js";
import { postgresDatabase } from "./database.js";
import type { Distribution } from "./distribution.js";
import { toStoreError } from "./errors.js";
import { Hosts } from "./hosts.js";
import { costlyLists } from "./lists.js";
import { distributeDatabase, migrate } from "./migrate.js";
import { Renewal } from "./renewal.js";

/** The share of the connections that is reserved for costly lists. */
const LIST_SHARE = 0.3;

/**
 * Opens the store in a PostgreSQL database. Creates its tables and migrates them as needed. `warn`
 * gets a message for each feature that the database lacks, and `progress` each time that a long
 * migration has advanced.
 * @throws StoreUnavailable if the database cannot be used
 */
export async function openPostgresStore(
  options: PostgresOptions,
  warn: (message: string) => void,
  progress?: Progress,
): Promise<Store> {
  const hosts = new Hosts(options.url);
  const isDistributed = await migrate(hosts, warn, progress).catch(throwStoreError);
  const connections = options.connections ?? DEFAULT_CONNECTIONS;
  const forLists = Math.max(1, Math.floor(connections * LIST_SHARE));
  const renewal = new Renewal(hosts);
  const forOthers = Math.max(1, connections - forLists);
  const db = postgresDatabase({ ...options, connections: forOthers }, renewal, isDistributed);
  const lists = postgresDatabase({ ...options, connections: forLists }, renewal);
  // With several connections for lists, one organisation leaves one of them to the others.
  const limits = { total: forLists, perOrganisation: Math.max(1, forLists - 1) };
  const store = withWriteCheck({
    ...sqlStore(db),
    async close() {
      await Promise.all([db.close(), lists.close()]);
    },
  });
  return withLists(store, { db, readCostly: costlyLists(lists), limits });
}

/**
 * Distributes the tables of a database across the nodes of its Citus cluster. Returns how they were stored
 * before: nothing is changed if the database has no Citus, or the tables are distributed already.
 * @throws StoreUnavailable if the database cannot be used
 */
export const distributePostgresStore = (
  options: PostgresOptions,
  progress: Progress,
): Promise<Distribution> =>
  distributeDatabase(new Hosts(options.url), progress).catch(throwStoreError);

function throwStoreError(error: unknown): never {
  throw toStoreError(error);
}

/**
 * Names the database without its credentials, such as `sessions on db.example.com:5432`.
 * @throws if the URL is invalid; the message does not quote it
 */
export const describeDatabase = (url: string): string => new Hosts(url).describe();
