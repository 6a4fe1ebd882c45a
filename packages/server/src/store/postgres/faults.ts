import { DatabaseError } from "pg";
import { StoreUnavailable } from "../port.js";

interface Fault {
  readonly reason: string;
  readonly remedy: string;
  readonly passes: boolean;
}

const RUNS = "see --database-url, and whether it runs";
const RIGHTS = "see the user, the password and the database in --database-url";
const CONTENDED = {
  reason: "others wrote the same at that time",
  remedy: "try again",
  passes: true,
};

export const TOO_LONG = "57014";

/** By SQLSTATE, or by the first characters of it. */
const FAULTS: Readonly<Record<string, Fault>> = {
  "08": { reason: "the connection to it broke", remedy: RUNS, passes: true },
  "25006": {
    reason: "it is read-only",
    remedy: "make it writable, or name the one that is with --database-url",
    passes: false,
  },
  "28": { reason: "it refuses the user", remedy: RIGHTS, passes: false },
  "3D": { reason: "there is no such database", remedy: RIGHTS, passes: false },
  "40": CONTENDED,
  "42501": {
    reason: "its user may not do what is needed",
    remedy: "grant the user all on its schema",
    passes: false,
  },
  "53": {
    reason: "it has run out of memory or connections",
    remedy: "see its max_connections, and --database-connections",
    passes: true,
  },
  "55P03": CONTENDED,
  [TOO_LONG]: {
    reason: "it took too long and was cut off",
    remedy: "see what else the database does",
    passes: true,
  },
  "57P": { reason: "it is stopping, or starting", remedy: RUNS, passes: true },
};
const NONE_FREE: Fault = {
  reason: "no connection to it came free in time",
  remedy: "see --database-connections, and what else the database does",
  passes: true,
};

/** A full disk stays what it is, as that of a data folder does. */
const DISK_FULL = "53100";
const BREAKING = /^(08|57P|58|XX)/;

export const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;

/** Whether the connection that an error came from can't be used on. */
export const breaksConnection = (error: unknown): boolean =>
  error instanceof DatabaseError
    ? BREAKING.test(error.code ?? "")
    : clientFaultOf(error as Error) !== undefined;

/** What a failure of the database means for the store; any other stays what it is. */
export function asUnavailable(error: unknown): unknown {
  // They quote rows, which are for nobody who reads logs.
  if (error instanceof DatabaseError) Object.assign(error, { detail: undefined, where: undefined });
  const fault =
    error instanceof DatabaseError
      ? serverFaultOf(error.code ?? "")
      : clientFaultOf(error as Error);
  return fault ? new StoreUnavailable(fault, error) : error;
}

const serverFaultOf = (code: string): Fault | undefined =>
  code === DISK_FULL
    ? undefined
    : (FAULTS[code] ?? FAULTS[code.slice(0, 3)] ?? FAULTS[code.slice(0, 2)]);

/** What `pg` and the network tell of a connection that is not made, or is lost. */
function clientFaultOf(error: Error): Fault | undefined {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (message.startsWith("timeout exceeded when trying to connect")) return NONE_FREE;
  const known = /connection|read timeout|not queryable|\b(SSL|TLS)\b|certificate/i.test(message);
  if (!known && !syscall && !(error instanceof AggregateError)) return undefined;
  return { reason: `it can't be reached (${code ?? message})`, remedy: RUNS, passes: true };
}
