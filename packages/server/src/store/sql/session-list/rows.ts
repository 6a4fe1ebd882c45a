import { isBetween, isInRange, isOneOf, type OrderKey } from "../clauses.js";
import type { Sql } from "../database.js";
import type { OrderedProfile } from "../dictionary-search.js";
import { and, type Fragment, raw, sql } from "../fragment.js";
import type { Budget } from "../list-budget.js";
import type { PageTarget } from "../session-pages.js";
import { columnInSessions, isSplitByTest, type SessionIndex, type SortColumn } from "./schema.js";
import type { Selection } from "./selection.js";

/** A list that is being read. */
export interface ListContext extends PageTarget {
  readonly db: Sql;
  readonly budget: Budget;
  /** The profiles in the order of the list, if they were read along with the statistics. */
  readonly orderedProfiles?: readonly OrderedProfile[] | undefined;
}

/** The order of a list by a column: sessions with the same value come by id, newest first. */
export const orderKeys = (column: string, descending: boolean): OrderKey[] => {
  const key = { column, descending };
  return column === "session_id" ? [key] : [key, { column: "session_id", descending: true }];
};

/** The sessions of a selection, read by an index: what follows `FROM`. */
export const sessionsOf = (
  context: ListContext,
  selection: Selection,
  index: SessionIndex,
  ...conditions: readonly Fragment[]
): Fragment => joinedSessions(context, selection, index, raw(""), conditions);

/** The same, joined with other rows. */
export function joinedSessions(
  { dialect, organisation }: ListContext,
  selection: Selection,
  index: SessionIndex,
  join: Fragment,
  conditions: readonly Fragment[] = [],
): Fragment {
  const { isTest, time, profiles, values, columns } = selection;
  const ids = profiles ? [profiles, ...values] : values;
  // A profile has one `is_test`, but an index split by it needs the condition all the same.
  const needsTest = isSplitByTest(index) || (!profiles && isTest.length === 1);
  const all = [
    sql`org_id = ${organisation}`,
    ...(needsTest ? [hasTest(isTest)] : []),
    ...ids.map((filter) => isOneOf(dialect, filter.column, filter.ids)),
    ...columns.flatMap(({ column, match }) =>
      "range" in match ? isInRange(column, match.range) : [sql`${raw(column)} = ${match.value}`],
    ),
    ...isBetween("timestamp", time.from, time.until),
    ...conditions,
  ];
  return sql`sessions ${raw(dialect.indexHint(index))} ${join} WHERE ${and(all)}`;
}

export const hasTest = (isTest: readonly number[]): Fragment =>
  isTest.length === 1 ? sql`is_test = ${isTest[0]!}` : raw(`is_test IN (${isTest.join(", ")})`);

/** Rows as of `keysOf`, with the value that a list is sorted by as `key`. */
export function keysWithSortKey(
  { dialect, organisation }: ListContext,
  sessions: Fragment,
  sort: SortColumn,
): Fragment {
  const column = raw(columnInSessions(sort));
  const rows = sql`
    SELECT ${column} AS key, session_id, ${raw(dialect.rowKey)} AS row_key
    FROM ${sessions}`;
  if (sort.table === "sessions") return rows;
  const key = raw(sort.table === "session_values" ? "key" : sort.column);
  return sql`
    SELECT d.${key} AS key, m.session_id, m.row_key
    FROM (${rows}) AS m CROSS JOIN ${raw(sort.table)} d
    WHERE d.org_id = ${organisation} AND d.id = m.key`;
}
