import { TimeSlices } from "../../scheduling/time-slices.js";
import type { Turns } from "../../scheduling/turns.js";
import {
  type IdPage,
  type LabelPage,
  type LabelQuery,
  ListTooLong,
  type SessionPage,
  type SessionQuery,
  type Store,
} from "../port.js";
import type { SqlDatabase } from "./database.js";
import { listLabelIds, listLabels } from "./label-list.js";
import { listSessionIds, listSessions } from "./session-list/list.js";
import { Budget, TooCostly } from "./session-list/reading.js";

/** The lists of a store: the query and the page of each. */
export interface Lists {
  readonly sessions: { query: SessionQuery; page: SessionPage };
  readonly sessionIds: { query: SessionQuery; page: IdPage };
  readonly labels: { query: LabelQuery; page: LabelPage };
  readonly labelIds: { query: LabelQuery; page: IdPage };
}
export type ListName = keyof Lists;

/** Reads one page of a list. */
export type ReadList = <N extends ListName>(
  name: N,
  organisation: number,
  query: Lists[N]["query"],
  signal: AbortSignal | undefined,
) => Promise<Lists[N]["page"]>;

const LISTS: {
  readonly [N in ListName]: (
    db: SqlDatabase,
    organisation: number,
    query: Lists[N]["query"],
    budget: Budget,
    signal: AbortSignal | undefined,
  ) => Promise<Lists[N]["page"]>;
} = {
  sessions: listSessions,
  sessionIds: listSessionIds,
  labels: listLabels,
  labelIds: listLabelIds,
};

/** A list that reads more rows than this is costly. The others take milliseconds. */
const CHEAP_ROWS = 10_000;

/** Reads lists from a database, however costly they are. */
export const readFrom =
  (db: SqlDatabase): ReadList =>
  (name, organisation, query, signal) =>
    LISTS[name](db, organisation, query, new Budget(), signal);

/**
 * Reads cheap lists from a database directly, and costly ones through `readCostly`. SQLite reads on
 * the event loop: hundreds of cheap lists at once would keep it busy for seconds.
 */
export function cheapFrom(db: SqlDatabase, readCostly: ReadList): ReadList {
  const slices = new TimeSlices();
  return async (name, organisation, query, signal) => {
    while (slices.isOver()) await slices.next();
    try {
      return await LISTS[name](db, organisation, query, new Budget(CHEAP_ROWS), undefined);
    } catch (error) {
      if (!(error instanceof TooCostly)) throw error;
      return readCostly(name, organisation, query, signal);
    }
  };
}

const COSTLY_MS = 30_000;

/**
 * Reads a costly list in its organisation's turn. Rejects with `ListTooLong` if the wait and the
 * list together take too long.
 */
export async function inTurn<T>(
  turns: Turns,
  organisation: number,
  signal: AbortSignal | undefined,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(COSTLY_MS);
  const until = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    return await turns.run(organisation, () => read(until), until);
  } catch (error) {
    if (signal?.aborted || !limit.aborted) throw error;
    throw new ListTooLong(`it takes longer than ${COSTLY_MS / 1_000} s`);
  }
}

type Call = Parameters<Store["sessions"]["list"]>;
type LabelCall = Parameters<Store["labels"]["list"]>;

/** A store whose lists are read by `read`. */
export const withLists = <S extends Store>(store: S, read: ReadList): S => ({
  ...store,
  sessions: {
    ...store.sessions,
    list: (...[organisation, query, signal]: Call) => read("sessions", organisation, query, signal),
    listIds: (...[organisation, query, signal]: Call) =>
      read("sessionIds", organisation, query, signal),
  },
  labels: {
    ...store.labels,
    list: (...[organisation, query, signal]: LabelCall) =>
      read("labels", organisation, query, signal),
    listIds: (...[organisation, query, signal]: LabelCall) =>
      read("labelIds", organisation, query, signal),
  },
});
