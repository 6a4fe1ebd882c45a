import { type ClientConfig, Pool, type PoolClient, type PoolConfig, types } from "pg";
import { breaksConnection, isReadOnly } from "./errors.js";
import { HostClient, type HostClientConfig } from "./host-client.js";
import type { Hosts } from "./hosts.js";
import { unescapeNul } from "./nul-escape.js";
import type { Renewal } from "./renewal.js";

export interface PostgresOptions {
  /** Such as `postgres://user:password@host/database`. It may have several hosts. */
  readonly url: string;
  /** The maximum number of connections. Default: `DEFAULT_CONNECTIONS`. */
  readonly connections?: number | undefined;
}

export const DEFAULT_CONNECTIONS = 10;

/** A statement that takes longer is cancelled. */
export const STATEMENT_MS = 30_000;
const CONNECT_MS = 5_000;
const IDLE_MS = 30_000;

const { INT8, NUMERIC, TEXT, VARCHAR } = types.builtins;
const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [NUMERIC, Number],
  [TEXT, unescapeNul],
  [VARCHAR, unescapeNul],
]);
/** How a connection reads the values of its results. */
export const TYPES = {
  getTypeParser: (type: number) => PARSERS.get(type) ?? types.getTypeParser(type),
} as NonNullable<PoolConfig["types"]>;

const CONFIG: ClientConfig = {
  application_name: "syllable",
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
};

/**
 * Settings of PostgreSQL's planner. Statements are planned for the values of their parameters, because
 * some values occur in half of all sessions and others in one. Random reads cost about as much as
 * sequential ones, as on an SSD. Statements are not compiled, which would take longer than running
 * them, and use one process, because others need the processors too.
 */
const PLANNER_OPTIONS = [
  "plan_cache_mode=force_custom_plan",
  "random_page_cost=1.1",
  "jit=off",
  "max_parallel_workers_per_gather=0",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

/** The connections on which statements run. */
export const statementPool = (hosts: Hosts, connections = DEFAULT_CONNECTIONS): Pool =>
  poolOf({
    hosts,
    Client: HostClient as unknown as NonNullable<PoolConfig["Client"]>,
    max: connections,
    options: PLANNER_OPTIONS,
    // A statement is sent without waiting for the result of the previous one.
    pipeline: true,
    statement_timeout: STATEMENT_MS,
    // Ends the wait if the server no longer responds.
    query_timeout: STATEMENT_MS + CONNECT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    types: TYPES,
  });

/** Connects to the host that accepts writes, without time limits for statements. */
export const connectTo = (hosts: Hosts): Promise<HostClient> =>
  hosts.connect(() => new HostClient({ ...CONFIG, hosts, types: TYPES }).connect());

/** Separate connections, one per host, that cancel statements while all other connections are busy. */
export class CancelPools {
  readonly #pools = new Map<string, Pool>();

  /** Cancels the statement that runs on this connection. */
  async cancel(client: PoolClient): Promise<void> {
    const { url, processID } = client as PoolClient & HostClient & { readonly processID: number };
    const pool =
      this.#pools.get(url) ?? poolOf({ connectionString: url, max: 1, query_timeout: CONNECT_MS });
    this.#pools.set(url, pool);
    await pool.query("SELECT pg_cancel_backend($1)", [processID]).catch(() => undefined);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }
}

function poolOf(config: PoolConfig | (PoolConfig & HostClientConfig)): Pool {
  const pool = new Pool({ ...CONFIG, idleTimeoutMillis: IDLE_MS, ...config });
  // A lost connection fails the statement that runs on it. An idle one is replaced.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/**
 * Runs `work` with a connection of the pool. A connection that was lost is not used again. If it is
 * read-only, `work` runs again with a newer one; the database has then changed nothing.
 */
export async function withClient<T>(
  pool: Pool,
  renewal: Renewal,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const begin = renewal.begin();
  for (;;) {
    const client = await renewal.connect(pool);
    let broken = false;
    try {
      return await work(client);
    } catch (error) {
      broken = breaksConnection(error) || isReadOnly(error);
      if (!renewal.renewAfter(error, client, begin)) throw error;
    } finally {
      client.release(broken || renewal.isOutdated(client));
    }
  }
}
