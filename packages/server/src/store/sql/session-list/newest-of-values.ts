import type { SessionPage, SessionQuery } from "../../port.js";
import { sql } from "../fragment.js";
import { sessionsIn } from "./conditions.js";
import { countUpTo } from "./counting.js";
import { indexOf } from "./driver.js";
import { LOOK_UP } from "./in-index-order.js";
import { keysOf, orderedBy, sortedWithTotal, windowOf } from "./page.js";
import type { Reading } from "./reading.js";
import { isOneFilter, type Scope } from "./scope.js";

/** How many more values are asked where they have too few sessions. */
const MORE = 4;
/** To ask more values than this is no cheaper than other ways. */
const MOST_ASKED = 200;

/**
 * The newest sessions of many values, read from the few values that have the newest ones. Undefined
 * where a list is another one, the values are too few for it to be of use, or too busy.
 */
export async function newestOfValues(
  reading: Reading,
  scope: Scope,
  query: SessionQuery,
): Promise<SessionPage | undefined> {
  const [set] = scope.values;
  const { orderBy, descending } = query;
  if (!set?.newest || !isOneFilter(scope) || orderBy !== "timestamp" || !descending) {
    return undefined;
  }
  const { db, organisation, budget } = reading;
  const window = windowOf(query);
  const needed = window.offset + window.limit;
  const keys = orderedBy("timestamp", descending);
  // A few more than there have to be, as the newest session of a value may be a test, or gone.
  let asked = Math.ceil(1.25 * needed);
  if (asked >= set.ids.length || asked > MOST_ASKED) return undefined;
  const { newest } = set;
  const ranked = set.ids
    .map((id, place) => ({ id, newest: newest[place]! }))
    .sort((one, other) => other.newest - one.newest);
  for (; asked < ranked.length && asked <= MOST_ASKED; asked *= MORE) {
    budget.spend(asked * LOOK_UP);
    const ids = ranked.slice(0, asked).map(({ id }) => id);
    // All other values have no newer session than this.
    const since = sql`timestamp > ${ranked[asked]!.newest}`;
    const rowsOf = (flags: Scope["flags"]) =>
      sessionsIn(
        db.dialect,
        organisation,
        { ...scope, flags, values: [{ ...set, ids }] },
        indexOf(set),
        since,
      );
    const most = asked * LOOK_UP;
    if ((await countUpTo(reading, rowsOf([0, 1]), most)) === most) return undefined;
    const rows = keysOf(db.dialect, rowsOf(scope.flags), keys);
    const found = await sortedWithTotal(reading, [rows], keys, window);
    if (found.total >= needed) return { ...found, total: set.sessions };
  }
  return undefined;
}
