import { ListTooLong, type SessionStore, StoreUnavailable } from "../port.js";
import type { SqlDatabase } from "../sql/database.js";
import { listSessions } from "../sql/session-list/list.js";
import { Budget, TooCostly } from "../sql/session-list/reading.js";
import { STATEMENT_MS } from "./connections.js";
import { codeOf, TOO_LONG } from "./faults.js";

/** A list that looks at more rows than this waits for a connection of those for such lists. */
const CHEAP_ROWS = 10_000;

/**
 * Lists, each of one moment: what is counted is what its page is of. Those that look at many rows
 * have connections of their own, so that nothing else waits for them.
 */
export const postgresLists =
  (db: SqlDatabase, lists: SqlDatabase): SessionStore["list"] =>
  async (organisation, query, signal) => {
    try {
      return await listSessions(db, organisation, query, new Budget(CHEAP_ROWS));
    } catch (error) {
      if (!(error instanceof TooCostly)) throw error;
    }
    try {
      return await listSessions(lists, organisation, query, new Budget(), signal);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || codeOf(error.cause) !== TOO_LONG) throw error;
      throw new ListTooLong(`it takes longer than ${STATEMENT_MS / 1_000} s`);
    }
  };
