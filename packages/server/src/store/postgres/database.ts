import { setTimeout as wait } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { Sql, SqlDatabase } from "../sql/database.js";
import { cancelPool, type PostgresOptions, statementPool, withClient } from "./connections.js";
import { breaksConnection, codeOf, toStoreError } from "./errors.js";
import { postgresSql, type Query, type Result } from "./sql.js";

/** Serialization failure and deadlock: the database rolled the transaction back, so it can be retried. */
const RETRYABLE_CODES = ["40001", "40P01"];
const BEGIN_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const ATTEMPTS = 5;
const RETRY_MS = 10;

/** A PostgreSQL database. Connects when the first statement runs. */
export function postgresDatabase(options: PostgresOptions): SqlDatabase {
  const pool = statementPool(options);
  const cancels = cancelPool(options);

  const throwStoreError = (error: unknown): never => {
    throw toStoreError(error);
  };
  const sqlOf = (client: PoolClient, signal?: AbortSignal): Sql =>
    postgresSql((query) =>
      signal ? runCancellable(client, query, cancels, signal) : client.query(query),
    );
  const runTransaction = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await withClient(pool, (client) => inTransaction(client, () => work(sqlOf(client))));
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRYABLE_CODES.includes(codeOf(error) ?? "")) throw error;
      }
      await wait(Math.random() * RETRY_MS * 2 ** attempt);
    }
  };

  return {
    ...postgresSql((query) =>
      withClient(pool, (client) => client.query(query)).catch(throwStoreError),
    ),
    snapshot: (work, signal) =>
      inSnapshot(pool, (client) => work(sqlOf(client, signal))).catch((error) => {
        signal?.throwIfAborted();
        return throwStoreError(error);
      }),
    transaction: (work) => runTransaction(work).catch(throwStoreError),
    async close() {
      await Promise.all([pool.end(), cancels.end()]);
    },
  };
}

/**
 * Runs `work` in a read-only transaction that sees the database as of one moment. To save round
 * trips, its first statement is sent along with BEGIN, and COMMIT is not awaited.
 */
async function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const end = (command: "COMMIT" | "ROLLBACK") =>
    client.query(command).then(
      () => client.release(),
      () => client.release(true),
    );
  try {
    const begun = client.query(BEGIN_SNAPSHOT);
    // A failure is reported below, when no more statements can follow the COMMIT or ROLLBACK.
    begun.catch(() => undefined);
    const result = await work(client);
    await begun;
    end("COMMIT");
    return result;
  } catch (error) {
    if (breaksConnection(error)) client.release(true);
    else await end("ROLLBACK");
    throw error;
  }
}

async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // If the connection is lost, the database rolls back by itself.
    if (!breaksConnection(error)) await client.query("ROLLBACK");
    throw error;
  }
}

/** Runs a query, and cancels it in the database if the signal aborts. */
async function runCancellable(
  client: PoolClient,
  query: Query,
  cancels: Pool,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  let cancelled: Promise<unknown> | undefined;
  const cancel = () => {
    const { processID } = client as PoolClient & { readonly processID: number };
    cancelled = cancels.query("SELECT pg_cancel_backend($1)", [processID]).catch(() => undefined);
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await client.query(query);
  } finally {
    signal.removeEventListener("abort", cancel);
    // A late cancellation would stop the next statement on this connection.
    await cancelled;
  }
}
