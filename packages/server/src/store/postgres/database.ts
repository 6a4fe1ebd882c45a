import { setTimeout as pause } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { Sql, SqlDatabase } from "../sql/database.js";
import { cancelPool, type PostgresOptions, statementPool, using } from "./connections.js";
import { asUnavailable, breaksConnection, codeOf } from "./faults.js";
import { type Query, type Result, sqlOver } from "./sql.js";

/** Two transactions in each other's way: one is undone by the database, and made anew. */
const IN_THE_WAY = ["40001", "40P01"];
const SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const ATTEMPTS = 5;
const PAUSE_MS = 10;

/** A PostgreSQL database; nothing is connected to before the first statement. */
export function postgresDatabase(options: PostgresOptions): SqlDatabase {
  const pool = statementPool(options);
  const cancels = cancelPool(options);

  const failed = (error: unknown): never => {
    throw asUnavailable(error);
  };
  const sqlOf = (client: PoolClient, signal?: AbortSignal): Sql =>
    sqlOver((query) =>
      signal ? cancellable(client, query, cancels, signal) : client.query(query),
    );
  const attempt = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await using(pool, (client) => within(client, () => work(sqlOf(client))));
      } catch (error) {
        if (attempts === ATTEMPTS || !IN_THE_WAY.includes(codeOf(error) ?? "")) throw error;
      }
      await pause(Math.random() * PAUSE_MS * 2 ** attempts);
    }
  };

  return {
    ...sqlOver((query) => using(pool, (client) => client.query(query)).catch(failed)),
    snapshot: (read, signal) =>
      reading(pool, (client) => read(sqlOf(client, signal))).catch((error) => {
        signal?.throwIfAborted();
        return failed(error);
      }),
    transaction: (work) => attempt(work).catch(failed),
    async close() {
      await Promise.all([pool.end(), cancels.end()]);
    },
  };
}

/** The first statement follows the beginning without a wait, and nobody waits for the end. */
async function reading<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const end = (how: "COMMIT" | "ROLLBACK") =>
    client.query(how).then(
      () => client.release(),
      () => client.release(true),
    );
  try {
    const begun = client.query(SNAPSHOT);
    // It is told below, once no statement is left that might follow the end.
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

async function within<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // Where the connection is gone, the database rolls back by itself.
    if (!breaksConnection(error)) await client.query("ROLLBACK");
    throw error;
  }
}

async function cancellable(
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
    // Lent again before that, the connection might have its next statement cancelled.
    await cancelled;
  }
}
