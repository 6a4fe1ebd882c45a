import { ListTooLong, StoreUnavailable } from "../port.js";
import type { SqlDatabase } from "../sql/database.js";
import { type ReadList, readFrom } from "../sql/lists.js";
import { STATEMENT_MS } from "./connections.js";
import { codeOf, STATEMENT_CANCELLED } from "./errors.js";

/** Reads costly lists. A list whose statement is cancelled rejects with `ListTooLong`. */
export function costlyLists(db: SqlDatabase): ReadList {
  const read = readFrom(db);
  return async (...call) => {
    try {
      return await read(...call);
    } catch (error) {
      const isCancelled =
        error instanceof StoreUnavailable && codeOf(error.cause) === STATEMENT_CANCELLED;
      if (!isCancelled) throw error;
      throw new ListTooLong(`it takes longer than ${STATEMENT_MS / 1_000} s`);
    }
  };
}
