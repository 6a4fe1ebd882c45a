import { limitTo, type OrderKey, orderBy } from "../clauses.js";
import { type Fragment, join, raw, sql } from "../fragment.js";
import type { PageRange } from "../page-range.js";
import type { PagePlan } from "./candidates.js";
import { DEFERRED_OFFSET, MAX_UNBUDGETED_ROWS, mergedIds } from "./costs.js";
import { sumOfCounts, tablesOfPosition } from "./counts.js";
import { keysOf, keysWithSortKey, type ListContext, orderKeys, sessionsOf } from "./rows.js";
import { columnInSessions, INDEX_BY_TIME } from "./schema.js";
import { type IdFilter, withIds } from "./selection.js";

export type CompiledPlan = Exclude<PagePlan, { kind: "walk backwards" }>;

/**
 * The statement of a plan. It selects one row: the sessions of the page joined to one text, their
 * number and, if the plan takes the total from the statement, the total.
 */
export function compile(context: ListContext, plan: CompiledPlan): Fragment {
  const { sort } = plan.request;
  const keys = orderKeys(columnInSessions(sort.by), sort.descending);
  switch (plan.kind) {
    case "walk":
      return compileWalk(context, plan, keys);
    case "deep walk":
      return compileDeepWalk(context, plan, keys);
    case "merge":
      return compileMerge(context, plan, plan.filter, keys);
    case "sort":
    case "newest of values":
      return compileSort(context, plan);
  }
}

function compileWalk(context: ListContext, plan: PagePlan, keys: readonly OrderKey[]): Fragment {
  const { dialect, column } = context;
  const { index, request } = plan;
  const { selection, page } = request;
  if (index === INDEX_BY_TIME && selection.isTest.length > 1) {
    // The index has the sessions of each `is_test` in order.
    const sets = selection.isTest.map((flag) =>
      sessionsOf(context, { ...selection, isTest: [flag] }, index),
    );
    return selectPage(context, plan, merge(context, sets, keys, page), keys);
  }
  const sessions = sessionsOf(context, selection, index);
  const ordered = sql`${orderBy(keys)} ${limitTo(page)}`;
  if (page.offset < DEFERRED_OFFSET || column === "session_id") {
    return joinRows(context, plan, sql`SELECT ${raw(column)} FROM ${sessions} ${ordered}`);
  }
  const tables = sql`page AS (${keysOf(dialect, sessions, keys)} ${ordered})`;
  return selectPage(context, plan, tables, keys);
}

/** Begins at the position that the stored counts have; selects nothing if that is too far away. */
function compileDeepWalk(
  context: ListContext,
  plan: PagePlan,
  keys: readonly OrderKey[],
): Fragment {
  const { index, request } = plan;
  const { selection, sort, page } = request;
  const { descending } = sort;
  const position = tablesOfPosition(context, selection, sql`${page.offset}`, descending);
  const fromEdge = sql`timestamp ${raw(descending ? "<" : ">=")}
    (SELECT edge FROM position WHERE skip < ${MAX_UNBUDGETED_ROWS})`;
  const rows = keysOf(context.dialect, sessionsOf(context, selection, index, fromEdge), keys);
  const tables = sql`${position}, page AS (
    ${rows} ${orderBy(keys)}
    LIMIT ${page.limit} OFFSET (SELECT coalesce(max(skip), 0) FROM position))`;
  return selectPage(context, plan, tables, keys);
}

/** No profile and no value has this id. */
const NO_ID = -9;

function compileMerge(
  context: ListContext,
  plan: PagePlan,
  filter: IdFilter,
  keys: readonly OrderKey[],
): Fragment {
  const { index, request } = plan;
  const ids = [...filter.ids];
  while (ids.length < mergedIds(filter.ids.length)) ids.push(NO_ID);
  const sets = ids.map((id) =>
    sessionsOf(context, withIds(request.selection, filter, [id]), index),
  );
  return selectPage(context, plan, merge(context, sets, keys, request.page), keys);
}

/** The tables of a page of several sets, each in order: only the first rows of each are read. */
function merge(
  { dialect }: ListContext,
  sets: readonly Fragment[],
  keys: readonly OrderKey[],
  page: PageRange,
): Fragment {
  const ordered = sql`${orderBy(keys)} ${limitTo({ offset: 0, limit: page.offset + page.limit })}`;
  const firsts = sets.map(
    (set) => sql`SELECT * FROM (${keysOf(dialect, set, keys)} ${ordered}) AS firsts`,
  );
  return sortTables(dialect.materialized, firsts, keys, page);
}

function compileSort(context: ListContext, plan: PagePlan): Fragment {
  const { dialect } = context;
  const { index, request, total } = plan;
  const { selection, sort, page } = request;
  const keys = orderKeys("key", sort.descending);
  const rows = keysWithSortKey(dialect, sessionsOf(context, selection, index), sort.by);
  const materialized = total === "rows read" ? "MATERIALIZED" : dialect.materialized;
  return selectPage(context, plan, sortTables(materialized, [rows], keys, page), keys);
}

/** The tables of a page that is made by sorting all of these sets of rows. */
export const sortTables = (
  materialized: string,
  sets: readonly Fragment[],
  keys: readonly OrderKey[],
  page: PageRange,
): Fragment => sql`
  matched AS ${raw(materialized)} (${join(sets, " UNION ALL ")}),
  page AS (SELECT * FROM matched ${orderBy(keys)} ${limitTo(page)})`;

/** Selects the sessions of the table `page`, one of these tables. */
export function selectPage(
  context: ListContext,
  plan: PagePlan,
  tables: Fragment,
  keys: readonly OrderKey[],
): Fragment {
  const { dialect, column } = context;
  const order = orderBy(keys, "page.");
  if (column === "session_id") {
    return joinRows(context, plan, sql`SELECT session_id FROM page ${order}`, tables);
  }
  // `CROSS JOIN` makes SQLite begin with the page.
  const rows = sql`SELECT s.wire FROM page CROSS JOIN sessions s
    WHERE s.org_id = page.org_id AND s.${raw(dialect.rowKey)} = page.row_key ${order}`;
  return joinRows(context, plan, rows, tables);
}

/** Joins the column of these rows to one text. */
function joinRows(
  context: ListContext,
  { request, total }: PagePlan,
  rows: Fragment,
  tables?: Fragment,
): Fragment {
  const joined = raw(context.dialect.joined(context.column, rows.text), ...rows.parameters);
  const page =
    total === undefined
      ? joined
      : sql`SELECT * FROM (${joined}) AS items, (SELECT ${
          total === "rows read"
            ? sql`count(*) FROM matched`
            : sql`${sumOfCounts(context, request.selection)}`
        }) AS counted`;
  return tables ? sql`WITH ${tables} ${page}` : page;
}
