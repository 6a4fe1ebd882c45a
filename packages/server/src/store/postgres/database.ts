import { setTimeout as wait } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { CommitUnknown } from "../port.js";
import type { Rows, Sql, SqlDatabase } from "../sql/database.js";
import { CancelPools, type PostgresOptions, statementPool, withClient } from "./connections.js";
import { breaksConnection, codeOf, leavesCommitUnknown, outageOf, toStoreError } from "./errors.js";
import { Hosts } from "./hosts.js";
import { Renewal } from "./renewal.js";
import { postgresSql, type Query, type Result } from "./sql.js";

/** Serialization failure and deadlock: the database rolled the transaction back, so it can be retried. */
const RETRYABLE_CODES = ["40001", "40P01"];
const BEGIN_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const TRANSACTION_ID = "SELECT txid_current()::text AS id";
/** A standby may not have replayed the commit yet. */
const TRANSACTION_STATUS = `SELECT CASE WHEN pg_is_in_recovery() THEN 'in progress'
  ELSE txid_status($1::bigint) END AS status`;
const INVALID_PARAMETER = "22023";
const ATTEMPTS = 5;
const RETRY_MS = 10;

type Work<T> = (sql: Sql) => Promise<T>;
type Written<T> = ((result: T) => Rows | undefined) | undefined;

/**
 * A PostgreSQL database. Connects when the first statement runs. Databases with the same `renewal`
 * replace their connections together. `isDistributed` is whether the written rows are on the workers of
 * a Citus cluster, which have their own transaction ids.
 */
export function postgresDatabase(
  options: PostgresOptions,
  renewal: Renewal = new Renewal(new Hosts(options.url)),
  isDistributed = false,
): SqlDatabase {
  const pool = statementPool(renewal.hosts, options.connections);
  const cancels = new CancelPools();

  const throwStoreError = (error: unknown): never => {
    throw toStoreError(error);
  };
  const sqlOf = (client: PoolClient, signal?: AbortSignal): Sql =>
    postgresSql((query) =>
      signal ? runCancellable(client, query, cancels, signal) : client.query(query),
    );
  /** Finds out whether a transaction was committed, and runs it again if not. */
  const finish = async <T>(work: Work<T>, written: Written<T>, lost: LostCommit<T>): Promise<T> => {
    const status = await withClient(pool, renewal, (client) =>
      statusOf(client, sqlOf(client), lost, written?.(lost.result)),
    ).catch(throwStoreError);
    if (status === "committed") return lost.result;
    // The server process has not yet noticed that its connection is lost, or the server is a standby.
    if (status === "in progress") throw commitUnknown(work, written, lost);
    return transaction(work, written);
  };
  const commitUnknown = <T>(work: Work<T>, written: Written<T>, lost: LostCommit<T>) =>
    new CommitUnknown(outageOf(lost.cause), lost.cause, () => finish(work, written, lost));
  const transaction = async <T>(work: Work<T>, written?: Written<T>): Promise<T> =>
    runTransaction(work, isDistributed ? written : undefined).catch((error) => {
      if (error instanceof LostCommit) throw commitUnknown(work, written, error as LostCommit<T>);
      return throwStoreError(error);
    });
  const runTransaction = async <T>(work: Work<T>, distributed: Written<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await withClient(pool, renewal, (client) =>
          inTransaction(client, sqlOf(client), work, distributed),
        );
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRYABLE_CODES.includes(codeOf(error) ?? "")) throw error;
      }
      await wait(Math.random() * RETRY_MS * 2 ** attempt);
    }
  };

  return {
    ...postgresSql((query) =>
      withClient(pool, renewal, (client) => client.query(query)).catch(throwStoreError),
    ),
    snapshot: (work, signal) =>
      inSnapshot(pool, renewal, (client) => work(sqlOf(client, signal))).catch((error) => {
        signal?.throwIfAborted();
        return throwStoreError(error);
      }),
    transaction,
    async close() {
      await pool.end();
      await cancels.end();
    },
  };
}

/**
 * Runs `work` in a read-only transaction that sees the database as of one moment. To save round
 * trips, its first statement is sent along with BEGIN, and COMMIT is not awaited.
 */
async function inSnapshot<T>(
  pool: Pool,
  renewal: Renewal,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await renewal.connect(pool);
  const end = (command: "COMMIT" | "ROLLBACK") =>
    client.query(command).then(
      () => client.release(renewal.isOutdated(client)),
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

/** The connection was lost during a commit. */
class LostCommit<T> extends Error {
  constructor(
    /** The id of the transaction. */
    readonly transaction: string,
    /** The id of the same transaction on the node of a Citus cluster that stores the written rows. */
    readonly remoteTransaction: string | undefined,
    readonly result: T,
    cause: unknown,
  ) {
    super("the connection was lost during a commit", { cause });
  }
}

/** `distributed` returns the written rows if they are on another node than the connection. */
async function inTransaction<T>(
  client: PoolClient,
  sql: Sql,
  work: Work<T>,
  distributed: Written<T>,
): Promise<T> {
  let result: T;
  let id: string;
  let remoteId: string | undefined;
  try {
    // Sent together, to save a round trip. The id shows later whether a lost commit has succeeded.
    const [, begun] = await Promise.all([client.query("BEGIN"), client.query(TRANSACTION_ID)]);
    id = begun.rows[0].id;
    result = await work(sql);
    const rows = distributed?.(result);
    if (rows) remoteId = await remoteTransactionOf(sql, rows);
  } catch (error) {
    // If the connection is lost, the database rolls back by itself.
    if (!breaksConnection(error)) await client.query("ROLLBACK");
    throw error;
  }
  try {
    await client.query("COMMIT");
    return result;
  } catch (error) {
    if (leavesCommitUnknown(error)) throw new LostCommit(id, remoteId, result, error);
    throw error;
  }
}

/** The id of the transaction that wrote these rows, on the node that stores them. */
async function remoteTransactionOf(sql: Sql, rows: Rows): Promise<string | undefined> {
  const { table, condition, parameters } = rows;
  const written = await sql.row<[string]>(
    `SELECT xmin::text FROM ${table} WHERE ${condition} LIMIT 1`,
    parameters,
  );
  return written?.[0];
}

/**
 * The status of a transaction that wrote these rows. Undefined if it was not committed, or if other
 * transactions have changed all rows since.
 */
async function statusOf(
  client: PoolClient,
  sql: Sql,
  { transaction, remoteTransaction }: LostCommit<unknown>,
  written: Rows | undefined,
): Promise<string | undefined> {
  const status = await ownStatusOf(client, transaction);
  if (status === "in progress" || !written) return status;
  // The node that stores the rows commits first, so it may have succeeded although this one has failed.
  if (status !== "committed" && remoteTransaction === undefined) return status;
  // After a crash or a failover, the server may have assigned the id again, but not to these rows.
  const { table, condition, parameters } = written;
  const id = remoteTransaction ?? String(BigInt.asUintN(32, BigInt(transaction)));
  const row = await sql.row(
    `SELECT 1 FROM ${table} WHERE ${condition} AND xmin::text = ? LIMIT 1`,
    [...parameters, id],
  );
  return row && "committed";
}

/** The status of a transaction on the node of the connection. */
async function ownStatusOf(client: PoolClient, transaction: string): Promise<string | undefined> {
  try {
    const { rows } = await client.query(TRANSACTION_STATUS, [transaction]);
    return rows[0].status;
  } catch (error) {
    // After a failover, the id may be one that the new server has not assigned yet.
    if (codeOf(error) === INVALID_PARAMETER) return undefined;
    throw error;
  }
}

/** Runs a query, and cancels it in the database if the signal aborts. */
async function runCancellable(
  client: PoolClient,
  query: Query,
  cancels: CancelPools,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  let cancelled: Promise<unknown> | undefined;
  const cancel = () => {
    cancelled = cancels.cancel(client);
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
