import { DatabaseError } from "pg";
import type { Outage } from "../../availability/unavailable.js";
import { StoreUnavailable } from "../port.js";

const CHECK_SERVER = "check --database-url, and that the database server is running";
const CHECK_LOGIN = "check the user, the password and the database name in --database-url";
const CONFLICT: Outage = {
  reason: "it conflicted with other writes",
  remedy: "try again",
  transient: true,
};

/** A statement was cancelled, because it took too long or its list was aborted. */
export const STATEMENT_CANCELLED = "57014";

/** The transaction is read-only, because the server is a standby or is set to be read-only. */
const READ_ONLY = "25006";

/** By SQLSTATE, or the beginning of one. */
const OUTAGES: Readonly<Record<string, Outage>> = {
  "08": { reason: "the connection to it was lost", remedy: CHECK_SERVER, transient: true },
  [READ_ONLY]: {
    reason: "it is read-only",
    remedy: "make it writable, or set --database-url to one that is",
    transient: false,
  },
  "28": { reason: "it rejected the user", remedy: CHECK_LOGIN, transient: false },
  "3D": { reason: "the database does not exist", remedy: CHECK_LOGIN, transient: false },
  "40": CONFLICT,
  "42501": {
    reason: "its user lacks a privilege",
    remedy: "grant the user all privileges on the schema",
    transient: false,
  },
  "53": {
    reason: "it has run out of memory or connections",
    remedy: "check its max_connections, and --database-connections",
    transient: true,
  },
  "55P03": CONFLICT,
  [STATEMENT_CANCELLED]: {
    reason: "a statement took too long and was cancelled",
    remedy: "check the load of the database server",
    transient: true,
  },
  "57P": { reason: "it is shutting down or starting up", remedy: CHECK_SERVER, transient: true },
};
const NO_FREE_CONNECTION: Outage = {
  reason: "no connection to it became free in time",
  remedy: "check --database-connections, and the load of the database server",
  transient: true,
};

/** Not an outage: a full disk is reported in the same way for every database. */
const DISK_FULL = "53100";
const CONNECTION_LOST = /^(08|57P|58|XX)/;

/** Errors of the coordinator of a Citus cluster. The group is the address of the worker. */
const WORKER_LOST =
  /(?:connection to the remote node (?:\S*@)?|connections to the node |marked as essential: )(\S+:\d+)/;
const WORKER_CONTEXT = /while executing command on (\S+:\d+)/;
const WORKER_COMMIT_LOST = /could not commit transaction for shard/;

/** Whether the connection that reported this error accepts no writes. */
export const isReadOnly = (error: unknown): boolean => codeOf(error) === READ_ONLY;

export const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;

/** Whether the connection that reported this error can no longer be used. */
export const breaksConnection = (error: unknown): boolean =>
  error instanceof DatabaseError
    ? CONNECTION_LOST.test(error.code ?? "") && workerOutage(error) === undefined
    : clientOutage(error as Error) !== undefined;

/** Whether a COMMIT that failed with this error may have succeeded. */
export const leavesCommitUnknown = (error: unknown): boolean =>
  breaksConnection(error) || (error instanceof DatabaseError && workerOutage(error) !== undefined);

/** Wraps an error that makes the store unavailable in `StoreUnavailable`. Returns others unchanged. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const outage =
    error instanceof DatabaseError ? databaseOutage(error) : clientOutage(error as Error);
  // These fields quote rows, which must not be logged.
  if (error instanceof DatabaseError) Object.assign(error, { detail: undefined, where: undefined });
  return outage ? new StoreUnavailable(outage, error) : error;
}

/** The outage of a connection that was lost with this error. */
export function outageOf(error: unknown): Outage {
  const known = toStoreError(error);
  return known instanceof StoreUnavailable ? known : OUTAGES["08"]!;
}

const databaseOutage = (error: DatabaseError): Outage | undefined =>
  workerOutage(error) ?? serverOutage(error.code ?? "");

/**
 * What an error means if the coordinator of a Citus cluster reports that it has lost the connection to a
 * worker. The connection to the coordinator can then still be used.
 */
function workerOutage({ code = "", message, where = "" }: DatabaseError): Outage | undefined {
  if (!CONNECTION_LOST.test(code)) return undefined;
  const [, worker] = WORKER_LOST.exec(message) ?? WORKER_CONTEXT.exec(where) ?? [];
  if (worker === undefined && !WORKER_COMMIT_LOST.test(message)) return undefined;
  const node = worker === undefined ? "each worker" : `the worker ${worker}`;
  return {
    reason: "one of its nodes can't be reached",
    remedy: `check that ${node} of the Citus cluster is running; organisations on other workers are not affected, except that API keys can't be changed`,
    transient: true,
  };
}

const serverOutage = (code: string): Outage | undefined =>
  code === DISK_FULL
    ? undefined
    : (OUTAGES[code] ?? OUTAGES[code.slice(0, 3)] ?? OUTAGES[code.slice(0, 2)]);

/** What an error of `pg` or of the network means, if it concerns the connection. */
function clientOutage(error: Error): Outage | undefined {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (message.startsWith("timeout exceeded when trying to connect")) return NO_FREE_CONNECTION;
  const isConnectionError = /connection|timeout|not queryable|\b(SSL|TLS)\b|certificate/i.test(
    message,
  );
  if (!isConnectionError && !syscall && !(error instanceof AggregateError)) return undefined;
  return {
    reason: `it can't be reached (${code ?? message})`,
    remedy: CHECK_SERVER,
    transient: true,
  };
}
