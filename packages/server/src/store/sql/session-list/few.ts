import type { SessionPage, SessionQuery } from "../../port.js";
import { costOfRow, type SessionIndex, sessionsIn } from "./conditions.js";
import { indexOf, rowsOfOwn } from "./driver.js";
import { orderedBy, SORTING, sortedWithTotal, windowOf } from "./page.js";
import type { Reading } from "./reading.js";
import type { OwnValue, Scope, ValueSet } from "./scope.js";
import { columnOf, keyed } from "./sort-key.js";

/** What it may cost to sort all that match: less than to find out whether another way is cheaper. */
const CHEAP = 6_000;
/** The sessions of one value are in the order of an index, so that more of them are not sorted. */
const FEW_OF_ONE = 500;

/**
 * A list of few sessions: all that match are read once, counted and sorted. Undefined where no
 * filter tells that they are few.
 */
export async function listOfFew(
  reading: Reading,
  scope: Scope,
  query: SessionQuery,
): Promise<SessionPage | undefined> {
  const { db, organisation, budget } = reading;
  const { orderBy, descending } = query;
  const costOf = (index: SessionIndex) =>
    costOfRow(index, scope, [columnOf(orderBy), "session_id"]) - 1 + SORTING;
  const few = await fewOf(reading, scope, (filter) => Math.floor(CHEAP / costOf(indexOf(filter))));
  if (!few) return undefined;
  const index = indexOf(few.filter);
  budget.spend(few.rows * costOf(index));
  const matching = keyed(db.dialect, sessionsIn(db.dialect, organisation, scope, index), orderBy);
  return sortedWithTotal(reading, [matching], orderedBy("key", descending), windowOf(query));
}

interface Few {
  readonly filter: ValueSet | OwnValue;
  /** How many sessions it matches, whatever else is asked for. */
  readonly rows: number;
}

/** A filter that matches no more sessions than are few. */
async function fewOf(
  reading: Reading,
  { own, values }: Scope,
  mostOf: (filter: ValueSet | OwnValue) => number,
): Promise<Few | undefined> {
  const id = own.find(({ column }) => column === "session_id");
  if (id) return { filter: id, rows: 1 };
  const [least] = [...values].sort((one, other) => one.rows - other.rows);
  if (least) {
    const most = mostOf(least);
    const isFew = least.rows <= (least.ids.length === 1 ? Math.min(most, FEW_OF_ONE) : most);
    if (isFew) return { filter: least, rows: least.rows };
  }
  for (const filter of own) {
    const most = mostOf(filter);
    const rows = await rowsOfOwn(reading, filter, most + 1);
    if (rows <= most) return { filter, rows };
  }
  return undefined;
}
