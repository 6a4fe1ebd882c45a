import { limitTo, orderBy } from "../clauses.js";
import { type Fragment, raw, selectRow, selectRows, sql } from "../fragment.js";
import { keysOf, selectPage, sortTables } from "../session-pages.js";
import type { PagePlan } from "./candidates.js";
import { type ListContext, orderKeys, sessionsOf } from "./rows.js";
import { columnInSessions } from "./schema.js";

type Indexed = string | number | null;

/**
 * The statement of a walk backwards. The index has sessions with the same value by id upwards, and
 * the list has them downwards. So the first and the last value of the page are looked up; the page
 * is then sorted from the sessions with either value, read forwards, and all sessions in between.
 */
export async function compileWalkBackwards(
  context: ListContext,
  plan: PagePlan,
): Promise<Fragment> {
  const { db, dialect } = context;
  const { index, request } = plan;
  const { selection, sort, page } = request;
  const name = columnInSessions(sort.by);
  const column = raw(name);
  const sessions = (...conditions: Fragment[]) =>
    sessionsOf(context, selection, index, ...conditions);
  const ascending = orderBy([{ column: name, descending: false }]);
  const values = await selectRows<[Indexed]>(
    db,
    sql`SELECT ${column} FROM ${sessions()} ${ascending} ${limitTo(page)}`,
  );
  const [[first], [last]] = [values[0]!, values.at(-1)!];

  // How many of the sessions before the page have a lesser value than its first.
  let lesser = 0;
  if (page.offset > 0 && first !== null) {
    for (const isLesser of [sql`${column} IS NULL`, sql`${column} < ${first}`]) {
      const count = sql`SELECT count(*) FROM ${sessions(isLesser)}`;
      lesser += (await selectRow<[number]>(db, count))[0];
    }
  }
  const rest = { offset: page.offset - lesser, limit: page.limit };
  const keys = orderKeys(name, false);
  const withValue = (value: Indexed) => {
    const equals = value === null ? sql`${column} IS NULL` : sql`${column} = ${value}`;
    // The order of the index, of which the first column is the same in all of these rows.
    const order = orderBy(orderKeys(name, true));
    const needed = limitTo({ offset: 0, limit: rest.offset + rest.limit });
    return sql`SELECT * FROM (${keysOf(dialect, sessions(equals), keys)} ${order} ${needed}) AS tied`;
  };
  const sets = [withValue(first)];
  if (first !== last) {
    const isGreater = first === null ? sql`${column} IS NOT NULL` : sql`${column} > ${first}`;
    const between = sessions(isGreater, sql`${column} < ${last}`);
    sets.push(keysOf(dialect, between, keys), withValue(last));
  }
  return selectPage(context, sortTables(dialect.materialized, sets, keys, rest), keys);
}
