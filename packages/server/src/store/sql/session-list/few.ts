import type { SessionPage, SessionQuery } from "../../port.js";
import { costOfRow, sessionsIn } from "./conditions.js";
import { driverOfFew } from "./driver.js";
import { SORTING, sortedWithTotal } from "./page.js";
import type { Reading } from "./reading.js";
import type { Scope } from "./scope.js";
import { columnOf, keyed } from "./sort-key.js";

/**
 * A list of few sessions: all that match are read once, counted and sorted. Undefined where no
 * filter tells that they are few.
 */
export async function listOfFew(
  reading: Reading,
  scope: Scope,
  { orderBy, descending, page, limit }: SessionQuery,
): Promise<SessionPage | undefined> {
  const driver = await driverOfFew(reading, scope);
  if (!driver) return undefined;
  const { db, organisation, budget } = reading;
  const { index, rows } = driver;
  const columns = [columnOf(orderBy), "session_id"];
  budget.spend(rows * (costOfRow(index, scope, columns) - 1 + SORTING));
  const matching = keyed(db.dialect, sessionsIn(db.dialect, organisation, scope, index), orderBy);
  const keys = [
    { column: "key", descending },
    { column: "session_id", descending: true },
  ];
  return sortedWithTotal(reading, [matching], keys, { offset: page * limit, limit });
}
