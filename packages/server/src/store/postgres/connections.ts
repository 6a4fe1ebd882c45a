import { type ClientConfig, Pool, type PoolClient, type PoolConfig, types } from "pg";
import { breaksConnection } from "./faults.js";
import { fromKept } from "./text.js";

export interface PostgresOptions {
  /** Such as `postgres://user:password@host/database`. */
  readonly url: string;
  /** The most connections at a time. */
  readonly connections?: number | undefined;
}

export const DEFAULT_CONNECTIONS = 10;

/** A statement that takes longer is cut off. */
export const STATEMENT_MS = 30_000;
const CONNECT_MS = 5_000;
const IDLE_MS = 30_000;

const { INT8, NUMERIC, TEXT, VARCHAR } = types.builtins;
const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [NUMERIC, Number],
  [TEXT, fromKept],
  [VARCHAR, fromKept],
]);
const parserOf = (type: number) => PARSERS.get(type) ?? types.getTypeParser(type);

export const connectionConfig = ({ url }: PostgresOptions): ClientConfig => ({
  connectionString: url,
  application_name: "syllable",
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
});

/**
 * Statements are planned for the values that they are given, as some values have half of all
 * sessions and others one, and for disks that find a row as fast as the next one. They are not
 * compiled, which takes longer than they do, nor given to several processes, which others need.
 */
const PLANNING = [
  "plan_cache_mode=force_custom_plan",
  "random_page_cost=1.1",
  "jit=off",
  "max_parallel_workers_per_gather=0",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

/** The connections that statements run on. */
export const statementPool = (options: PostgresOptions): Pool =>
  poolOf(options, {
    max: options.connections ?? DEFAULT_CONNECTIONS,
    options: PLANNING,
    // Statements are sent without a wait for the one before.
    pipeline: true,
    statement_timeout: STATEMENT_MS,
    // Where the database is gone without a word, nothing else ends the wait.
    query_timeout: STATEMENT_MS + CONNECT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    types: { getTypeParser: parserOf } as NonNullable<PoolConfig["types"]>,
  });

/** A connection beside those, so that what keeps them busy can be cancelled. */
export const cancelPool = (options: PostgresOptions): Pool =>
  poolOf(options, { max: 1, query_timeout: CONNECT_MS });

function poolOf(options: PostgresOptions, config: PoolConfig): Pool {
  const pool = new Pool({
    ...connectionConfig(options),
    idleTimeoutMillis: IDLE_MS,
    ...config,
  });
  // A connection that breaks fails the statement that it runs; one that runs none is replaced.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Lends a connection; one that breaks is not lent again. */
export async function using<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    return await work(client);
  } catch (error) {
    broken = breaksConnection(error);
    throw error;
  } finally {
    client.release(broken);
  }
}
