import { FairQueue, type QueueLimits } from "../../scheduling/fair-queue.js";
import { TimeSlices } from "../../scheduling/time-slices.js";
import {
  type IdPage,
  type LabelPage,
  type LabelQuery,
  ListTooLong,
  type SessionPage,
  type SessionQuery,
  type SessionStats,
  type StatsQuery,
  type Store,
} from "../port.js";
import type { SqlDatabase } from "./database.js";
import { listLabelIds, listLabels } from "./label-list.js";
import { Budget, BudgetExceededError } from "./list-budget.js";
import { listSessionIds, listSessions } from "./session-list/index.js";
import { readStats } from "./session-stats/index.js";
import type { UnlistedStore } from "./unlisted-store.js";

/** The lists of a store: the query and the page of each. */
export interface Lists {
  readonly sessions: { query: SessionQuery; page: SessionPage };
  readonly sessionIds: { query: SessionQuery; page: IdPage };
  readonly sessionStats: { query: StatsQuery; page: SessionStats };
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
  sessionStats: readStats,
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
function cheapFrom(db: SqlDatabase, readCostly: ReadList): ReadList {
  const slices = new TimeSlices();
  return async (name, organisation, query, signal) => {
    while (slices.isOver()) await slices.next();
    try {
      return await LISTS[name](db, organisation, query, new Budget(CHEAP_ROWS), undefined);
    } catch (error) {
      if (!(error instanceof BudgetExceededError)) throw error;
      return readCostly(name, organisation, query, signal);
    }
  };
}

const COSTLY_MS = 30_000;

/**
 * Gives organisations turns to read costly lists. A list rejects with `ListTooLong` if the wait
 * and the list together take too long.
 */
export function inFairTurns(limits: QueueLimits, read: ReadList): ReadList {
  const queue = new FairQueue(limits);
  return async (name, organisation, query, signal) => {
    const limit = AbortSignal.timeout(COSTLY_MS);
    const combined = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      return await queue.run(
        organisation,
        () => read(name, organisation, query, combined),
        combined,
      );
    } catch (error) {
      if (signal?.aborted || !limit.aborted) throw error;
      throw new ListTooLong(`it takes longer than ${COSTLY_MS / 1_000} s`);
    }
  };
}

/** How a store reads its lists. */
export interface ListSources {
  /** Where cheap lists are read, and the cost of all lists is estimated. */
  readonly db: SqlDatabase;
  /** Reads costly lists, without delaying anything else. */
  readonly readCostly: ReadList;
  /** How many costly lists are read at a time. */
  readonly limits: QueueLimits;
}

type Call = Parameters<Store["sessions"]["list"]>;
type StatsCall = Parameters<Store["sessions"]["stats"]>;
type LabelCall = Parameters<Store["labels"]["list"]>;

/** Adds the lists of a store: every list request is read here. */
export function withLists(store: UnlistedStore, { db, readCostly, limits }: ListSources): Store {
  const read = cheapFrom(db, inFairTurns(limits, readCostly));
  return {
    ...store,
    sessions: {
      ...store.sessions,
      list: (...[organisation, query, signal]: Call) =>
        read("sessions", organisation, query, signal),
      listIds: (...[organisation, query, signal]: Call) =>
        read("sessionIds", organisation, query, signal),
      stats: (...[organisation, query, signal]: StatsCall) =>
        read("sessionStats", organisation, query, signal),
    },
    labels: {
      ...store.labels,
      list: (...[organisation, query, signal]: LabelCall) =>
        read("labels", organisation, query, signal),
      listIds: (...[organisation, query, signal]: LabelCall) =>
        read("labelIds", organisation, query, signal),
    },
  };
}
