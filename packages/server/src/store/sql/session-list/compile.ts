import { type Fragment, join, raw, sql } from "../fragment.js";
import type { PageRange } from "../page-range.js";
import type { Merge, NewestOfValues, PagePlan, SortAll, Walk } from "./candidates.js";
import type { ListContext } from "./context.js";
import { DEFERRED_OFFSET, MAX_UNBUDGETED_ROWS, mergedIds } from "./costs.js";
import { countInRange, positionTables } from "./counts.js";
import {
  keysOf,
  keysWithSortKey,
  limit,
  type OrderKey,
  orderBy,
  orderKeys,
  sessionsOf,
} from "./rows.js";
import { columnInSessions } from "./schema.js";
import { withIds } from "./selection.js";

export type CompiledPlan = Walk | Merge | SortAll | NewestOfValues;

/**
 * The statement of a plan. It selects one row: the sessions of the page joined to one text, their
 * number and, if the plan takes the total from the statement, the total.
 */
export function compile(context: ListContext, plan: CompiledPlan): Fragment {
  switch (plan.kind) {
    case "walk":
      return compileWalk(context, plan);
    case "merge":
      return compileMerge(context, plan);
    case "sort":
    case "newest of values":
      return compileSort(context, plan);
  }
}

function compileWalk(context: ListContext, plan: Walk): Fragment {
  const { dialect, column } = context;
  const { selection, index, sort, page } = plan;
  const keys = orderKeys(columnInSessions(sort.by), sort.descending);
  const order = orderBy(keys);
  if (plan.findsPosition) return compileDeepWalk(context, plan, keys);
  if (index === "sessions_by_time" && selection.isTest.length > 1) {
    // The index has the sessions of each `is_test` in order.
    const rows = selection.isTest.map((flag) =>
      sessionsOf(context, { ...selection, isTest: [flag] }, index),
    );
    return selectPage(context, merged(context, rows, keys, page), keys, plan);
  }
  const sessions = sessionsOf(context, selection, index);
  if (page.offset < DEFERRED_OFFSET || column === "session_id") {
    const rows = sql`SELECT ${raw(column)} FROM ${sessions} ${order} ${limit(page)}`;
    return joinRows(context, rows, plan);
  }
  const tables = sql`page AS (${keysOf(dialect, sessions, keys)} ${order} ${limit(page)})`;
  return selectPage(context, tables, keys, plan);
}

/** Begins at the position that the stored counts have; selects nothing if that is too far away. */
function compileDeepWalk(context: ListContext, plan: Walk, keys: readonly OrderKey[]): Fragment {
  const { selection, sort, page, index } = plan;
  const { descending } = sort;
  const isAfterEdge = sql`timestamp ${raw(descending ? "<" : ">=")} (
    SELECT edge FROM position WHERE skip < ${raw(`${MAX_UNBUDGETED_ROWS}`)})`;
  const sessions = sessionsOf(context, selection, index, isAfterEdge);
  const tables = sql`
    ${positionTables(context, selection, sql`${page.offset}`, descending)},
    page AS (
      ${keysOf(context.dialect, sessions, keys)} ${orderBy(keys)}
      LIMIT ${page.limit} OFFSET (SELECT coalesce(max(skip), 0) FROM position))`;
  return selectPage(context, tables, keys, plan);
}

/** No profile and no value has this id. */
const NO_ID = -9;

function compileMerge(context: ListContext, plan: Merge): Fragment {
  const { selection, filter, index, sort, page } = plan;
  const keys = orderKeys(columnInSessions(sort.by), sort.descending);
  const ids = [...filter.ids];
  while (ids.length < mergedIds(filter.ids.length)) ids.push(NO_ID);
  const rows = ids.map((id) => sessionsOf(context, withIds(selection, filter, [id]), index));
  return selectPage(context, merged(context, rows, keys, page), keys, plan);
}

/** Tables of a page of several sets of rows, each in order: only the first of each set are read. */
function merged(
  { dialect }: ListContext,
  sets: readonly Fragment[],
  keys: readonly OrderKey[],
  page: PageRange,
): Fragment {
  const needed = limit({ offset: 0, limit: page.offset + page.limit });
  const firsts = sets.map(
    (set) =>
      sql`SELECT * FROM (${keysOf(dialect, set, keys)} ${orderBy(keys)} ${needed}) AS firsts`,
  );
  return sortedTables(dialect.materialized, firsts, keys, page);
}

function compileSort(context: ListContext, plan: SortAll | NewestOfValues): Fragment {
  const { dialect } = context;
  const { selection, sort, page, index } = plan;
  const keys = orderKeys("key", sort.descending);
  const rows = keysWithSortKey(dialect, sessionsOf(context, selection, index), sort.by);
  const materialized = plan.total === "rows read" ? "MATERIALIZED" : dialect.materialized;
  return selectPage(context, sortedTables(materialized, [rows], keys, page), keys, plan);
}

/** The tables of a page that is made by sorting all of these sets of rows. */
export const sortedTables = (
  materialized: string,
  sets: readonly Fragment[],
  keys: readonly OrderKey[],
  page: PageRange,
): Fragment => sql`
  matched AS ${raw(materialized)} (${join(sets, " UNION ALL ")}),
  page AS (SELECT * FROM matched ${orderBy(keys)} ${limit(page)})`;

/** Selects the sessions of the table `page`, one of these tables. */
export function selectPage(
  context: ListContext,
  tables: Fragment,
  keys: readonly OrderKey[],
  plan: PagePlan,
): Fragment {
  const { dialect, column } = context;
  const order = orderBy(keys, "page.");
  // `CROSS JOIN` makes SQLite begin with the page.
  const rows =
    column === "session_id"
      ? sql`SELECT session_id FROM page ${order}`
      : sql`SELECT s.wire FROM page CROSS JOIN sessions s
          WHERE s.org_id = page.org_id AND s.${raw(dialect.rowKey)} = page.row_key ${order}`;
  return sql`WITH ${tables} ${joinRows(context, rows, plan)}`;
}

/** Joins the column of these rows to one text. */
function joinRows(context: ListContext, rows: Fragment, plan: PagePlan): Fragment {
  const joined = raw(context.dialect.joined(context.column, rows.text), ...rows.parameters);
  if (typeof plan.total === "number") return joined;
  const total =
    plan.total === "rows read"
      ? sql`SELECT count(*) FROM matched`
      : sql`SELECT ${countInRange(context, plan.selection)}`;
  return sql`SELECT * FROM (${joined}) AS items, (${total}) AS counted`;
}
