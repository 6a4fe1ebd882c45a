import { CommitUnknown } from "../port.js";
import type { Rows, Sql, SqlDatabase } from "./database.js";
import type { SessionRows } from "./session-rows.js";
import { EntriesRemovedError } from "./unused-entries.js";

/** Runs a transaction that writes sessions. See `SqlDatabase.transaction`. */
export type WriteSessions = <T>(
  work: (sql: Sql) => Promise<T>,
  written?: (result: T) => Rows | undefined,
) => Promise<T>;

/** Repeats a transaction that used profiles or values which another process has removed. */
export function sessionWriter(db: SqlDatabase, sessionRows: SessionRows): WriteSessions {
  const write: WriteSessions = (work, written) =>
    repeatIfRemoved(work, written, db.transaction(work, written));
  const repeatIfRemoved = async <T>(
    work: (sql: Sql) => Promise<T>,
    written: ((result: T) => Rows | undefined) | undefined,
    transaction: Promise<T>,
  ): Promise<T> => {
    try {
      return await transaction;
    } catch (error) {
      if (error instanceof CommitUnknown) {
        const finish = () => repeatIfRemoved<T>(work, written, error.finish());
        throw new CommitUnknown(error, error.cause, finish);
      }
      if (!(error instanceof EntriesRemovedError)) throw error;
      sessionRows.forgetAll();
      return write(work, written);
    }
  };
  return write;
}
