import type { SessionPage, SessionQuery } from "../../port.js";
import { sql } from "../fragment.js";
import { sessionsIn } from "./conditions.js";
import { indexOf } from "./driver.js";
import { LOOK_UP } from "./in-index-order.js";
import { keysOf, sortedWithTotal } from "./page.js";
import type { Reading } from "./reading.js";
import { isOneFilter, type Scope } from "./scope.js";

/** How many more values are asked where they have too few sessions. */
const MORE = 4;

/**
 * The newest sessions of many values, read from the few values that have the newest ones. Undefined
 * where a list is another one, or the values are too few for it to be of use.
 */
export async function newestOfValues(
  reading: Reading,
  scope: Scope,
  { orderBy, descending, page, limit }: SessionQuery,
): Promise<SessionPage | undefined> {
  const [set] = scope.values;
  if (!set || !isOneFilter(scope) || orderBy !== "timestamp" || !descending) return undefined;
  const { db, organisation, budget } = reading;
  const needed = (page + 1) * limit;
  const keys = [
    { column: "timestamp", descending },
    { column: "session_id", descending },
  ];
  // A few more than there have to be, as the newest session of a value may be a test, or gone.
  let asked = Math.ceil(1.25 * needed);
  if (asked >= set.ids.length) return undefined;
  const ranked = set.ids
    .map((id, place) => ({ id, newest: set.newest[place]! }))
    .sort((one, other) => other.newest - one.newest);
  for (; asked < ranked.length; asked *= MORE) {
    budget.spend(asked * LOOK_UP);
    const ids = ranked.slice(0, asked).map(({ id }) => id);
    // All other values have no newer session than this.
    const since = sql`timestamp > ${ranked[asked]!.newest}`;
    const some = { ...scope, values: [{ ...set, ids }] };
    const rows = sessionsIn(db.dialect, organisation, some, indexOf(set), since);
    const window = { offset: page * limit, limit };
    const found = await sortedWithTotal(reading, [keysOf(db.dialect, rows, keys)], keys, window);
    if (found.total >= needed) return { ...found, total: set.sessions };
  }
  return undefined;
}
