import { type Fragment, raw, sql } from "../fragment.js";
import { costOfRow, type SessionIndex, sessionsIn } from "./conditions.js";
import { countInTime, countOf } from "./counting.js";
import { driversOf } from "./driver.js";
import {
  columnsOf,
  type Items,
  itemsOf,
  keysOf,
  orderedBy,
  orderOf,
  type SortKey,
  sorted,
  type Window,
  walk,
  within,
} from "./page.js";
import type { Reading } from "./reading.js";
import { EVERYTHING, type OwnValue, type Scope } from "./scope.js";

type Column = Exclude<OwnValue["column"], "session_id">;

const INDEX = {
  conversation_id: "sessions_by_conversation",
  channel_manager_sid: "sessions_by_sid",
  duration: "sessions_by_duration",
} as const satisfies Record<Column, SessionIndex>;

/** A page sorted by a property of which each session has a value of its own. */
export async function pageByColumn(
  reading: Reading,
  scope: Scope,
  total: number,
  key: SortKey & { column: Column },
  window: Window,
): Promise<Items> {
  const { db, organisation, budget } = reading;
  const keys = orderedBy(key.column, key.descending);
  const ways = (await driversOf(reading, scope)).map(({ index, rows }) => ({
    index,
    cost: rows * (1 + costOfRow(index, scope, columnsOf(keys))),
  }));
  const { index, cost } = ways.reduce((one, other) => (other.cost < one.cost ? other : one));
  const needed = window.offset + window.limit;
  const passed =
    ((needed * (await countInTime(reading, EVERYTHING))) / Math.max(total, 1)) *
    costOfRow(INDEX[key.column], scope, []);
  if (cost < passed) {
    budget.spend(cost);
    const from = sessionsIn(db.dialect, organisation, scope, index);
    return itemsOf(reading, sorted(reading, [keysOf(db.dialect, from, keys)], keys, window));
  }
  budget.spend(passed);
  if (key.descending) {
    const from = sessionsIn(db.dialect, organisation, scope, INDEX[key.column]);
    return itemsOf(reading, walk(reading, from, keys, window));
  }
  return rising(reading, scope, key, window);
}

/**
 * The order of an index read backwards has ties the other way around. So the values that the page
 * begins and ends with are found in the index first; it is made of those that tie with the first
 * or the last, newest ids first, and of all between.
 */
async function rising(
  reading: Reading,
  scope: Scope,
  key: SortKey & { column: Column },
  { offset, limit }: Window,
): Promise<Items> {
  const { db, organisation } = reading;
  const column = raw(key.column);
  const where = (condition?: Fragment) =>
    sessionsIn(db.dialect, organisation, scope, INDEX[key.column], condition);
  const { text, parameters } = sql`
    SELECT ${column} FROM ${where()} ORDER BY ${orderOf([key])} ${within({ offset, limit })}`;
  const values = await db.rows<[Indexed]>(text, parameters);
  const [[first], [last]] = [values[0]!, values.at(-1)!];
  let before = 0;
  if (offset > 0 && first !== null) {
    for (const lesser of [sql`${column} IS NULL`, sql`${column} < ${first}`]) {
      before += await countOf(reading, where(lesser));
    }
  }
  const window = { offset: offset - before, limit };
  const keys = orderedBy(key.column, key.descending);
  const rowsWhere = (condition: Fragment) => keysOf(db.dialect, where(condition), keys);
  const tied = (value: Indexed) => {
    const rows = rowsWhere(value === null ? sql`${column} IS NULL` : sql`${column} = ${value}`);
    const needed = within({ offset: 0, limit: window.offset + limit });
    // As the index has it read backwards, whose first column is the same in all of them.
    const order = orderOf(orderedBy(key.column, true));
    return sql`SELECT * FROM (${rows} ORDER BY ${order} ${needed}) AS tied`;
  };
  const sets = [tied(first)];
  if (first !== last) {
    const above = first === null ? sql`${column} IS NOT NULL` : sql`${column} > ${first}`;
    sets.push(rowsWhere(sql`${above} AND ${column} < ${last}`), tied(last));
  }
  return itemsOf(reading, sorted(reading, sets, keys, window));
}

type Indexed = string | number | null;
