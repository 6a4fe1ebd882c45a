import { raw, sql } from "../fragment.js";
import { costOfRow, type SessionIndex, sessionsIn } from "./conditions.js";
import { countInTime } from "./counting.js";
import { driversOf } from "./driver.js";
import {
  columnsOf,
  concat,
  type Items,
  itemsOf,
  keysOf,
  type SortKey,
  sorted,
  type Window,
  walk,
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
  const keys = [key, { column: "session_id", descending: true }];
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
    return itemsOf(reading, sorted(reading, [keysOf(from, keys)], keys, window));
  }
  budget.spend(passed);
  if (key.descending) {
    const from = sessionsIn(db.dialect, organisation, scope, INDEX[key.column]);
    return itemsOf(reading, walk(from, keys, window));
  }
  return rising(reading, scope, key, window);
}

/**
 * The order of an index read backwards has ties the other way around: absent values, which may be
 * many, come as a part of their own; others have few ties, or an index for this order.
 */
async function rising(
  reading: Reading,
  scope: Scope,
  key: SortKey & { column: Column },
  window: Window,
): Promise<Items> {
  const { db, organisation } = reading;
  const byId = { column: "session_id", descending: true };
  const column = raw(key.column);
  if (key.column === "duration") {
    const from = sessionsIn(db.dialect, organisation, scope, "sessions_by_rising_duration");
    return itemsOf(reading, walk(from, [key, byId], window));
  }
  const where = (condition: string) =>
    sessionsIn(
      db.dialect,
      organisation,
      scope,
      INDEX[key.column],
      sql`${column} ${raw(condition)}`,
    );
  const absent = where("IS NULL");
  const first = await itemsOf(reading, walk(absent, [byId], window));
  if (first.sessions === window.limit) return first;
  const skipped = window.offset === 0 ? first.sessions : await countOf(reading, absent);
  const offset = Math.max(window.offset - skipped, 0);
  const limit = window.limit - first.sessions;
  const rest = walk(where("IS NOT NULL"), [key, byId], { offset, limit });
  return concat([first, await itemsOf(reading, rest)]);
}

async function countOf({ db }: Reading, from: ReturnType<typeof sql>): Promise<number> {
  const { text, parameters } = sql`SELECT count(*) FROM ${from}`;
  return (await db.row<[number]>(text, parameters))![0];
}
