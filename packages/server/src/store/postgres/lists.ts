import { Turns } from "../../scheduling/turns.js";
import { ListTooLong, StoreUnavailable } from "../port.js";
import type { SqlDatabase } from "../sql/database.js";
import { inTurn, type ReadList, readFrom } from "../sql/lists.js";
import { STATEMENT_MS } from "./connections.js";
import { codeOf, TOO_LONG } from "./faults.js";

/**
 * Reads costly lists on separate connections, so that nothing else waits for them. If there are
 * several such connections, one organisation leaves one of them to the others.
 */
export function costlyLists(db: SqlDatabase, connections: number): ReadList {
  const read = readFrom(db);
  const turns = new Turns({ total: connections, perOrganisation: Math.max(1, connections - 1) });
  return async (name, organisation, query, signal) => {
    try {
      return await inTurn(turns, organisation, signal, (until) =>
        read(name, organisation, query, until),
      );
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || codeOf(error.cause) !== TOO_LONG) throw error;
      throw new ListTooLong(`it takes longer than ${STATEMENT_MS / 1_000} s`);
    }
  };
}
