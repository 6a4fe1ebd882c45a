import { limitTo, orderBy } from "../clauses.js";
import { type Fragment, raw, sql } from "../fragment.js";
import { joinRows, keysOf, mergeTables, selectPage, sortTables } from "../session-pages.js";
import { positionTables } from "../stored-counts.js";
import type { PagePlan } from "./candidates.js";
import { DEFERRED_OFFSET, MAX_SKIPPED_ROWS, mergedIds } from "./costs.js";
import { countedSessions, sumOfCounts } from "./counts.js";
import { hasTest, keysWithSortKey, type ListContext, orderKeys, sessionsOf } from "./rows.js";
import { columnInSessions, isSplitByTest } from "./schema.js";
import { withIds } from "./selection.js";
import { compileWalkBackwards } from "./walk-backwards.js";

type PlanOf<K extends PagePlan["kind"]> = Extract<PagePlan, { kind: K }>;

/**
 * The statement of a plan. It selects one row: the sessions of the page joined to one text, their
 * number and, unless it is known, the total.
 */
export function compile(context: ListContext, plan: PagePlan): Fragment | Promise<Fragment> {
  switch (plan.kind) {
    case "walk":
      return compileWalk(context, plan);
    case "deep walk":
      return compileDeepWalk(context, plan);
    case "walk backwards":
      return compileWalkBackwards(context, plan);
    case "merge":
      return compileMerge(context, plan);
    case "sort":
      return compileSort(context, plan);
    case "newest of values":
      return compileNewestOfValues(context, plan);
  }
}

const keysOfList = ({ request: { sort } }: PagePlan) =>
  orderKeys(columnInSessions(sort.by), sort.descending);

function totalOf(context: ListContext, { request, total }: PagePlan): Fragment | undefined {
  if (total === undefined) return undefined;
  return total === "rows read"
    ? sql`SELECT count(*) FROM matched`
    : sql`SELECT ${sumOfCounts(context, request.selection)}`;
}

function compileWalk(context: ListContext, plan: PlanOf<"walk">): Fragment {
  const { dialect, column } = context;
  const { index, request } = plan;
  const { selection, page } = request;
  const keys = keysOfList(plan);
  const total = totalOf(context, plan);
  if (isSplitByTest(index) && selection.isTest.length > 1) {
    // The index has the sessions of each `is_test` in order.
    const sets = selection.isTest.map((flag) =>
      sessionsOf(context, { ...selection, isTest: [flag] }, index),
    );
    return selectPage(context, mergeTables(dialect, sets, keys, page), keys, total);
  }
  const sessions = sessionsOf(context, selection, index);
  const ordered = sql`${orderBy(keys)} ${limitTo(page)}`;
  if (page.offset < DEFERRED_OFFSET || column === "session_id") {
    return joinRows(context, sql`SELECT ${raw(column)} FROM ${sessions} ${ordered}`, total);
  }
  const tables = sql`page AS (${keysOf(dialect, sessions, keys)} ${ordered})`;
  return selectPage(context, tables, keys, total);
}

/** Begins at the position that the stored counts have; selects nothing if that is too far away. */
function compileDeepWalk(context: ListContext, plan: PlanOf<"deep walk">): Fragment {
  const { index, request } = plan;
  const { selection, sort, page } = request;
  const keys = keysOfList(plan);
  const counted = countedSessions(context, selection);
  const position = positionTables(counted, sql`${page.offset}`, sort.descending);
  const fromEdge = sql`timestamp ${raw(sort.descending ? "<" : ">=")}
    (SELECT edge FROM position WHERE skip < ${MAX_SKIPPED_ROWS})`;
  const rows = keysOf(context.dialect, sessionsOf(context, selection, index, fromEdge), keys);
  const tables = sql`${position}, page AS (
    ${rows} ${orderBy(keys)}
    LIMIT ${page.limit} OFFSET (SELECT coalesce(max(skip), 0) FROM position))`;
  return selectPage(context, tables, keys, totalOf(context, plan));
}

/** No profile and no value has this id. */
const NO_ID = -9;

function compileMerge(context: ListContext, plan: PlanOf<"merge">): Fragment {
  const { index, request, filter } = plan;
  const keys = keysOfList(plan);
  const ids = [...filter.ids];
  while (ids.length < mergedIds(filter.ids.length)) ids.push(NO_ID);
  const sets = ids.map((id) =>
    sessionsOf(context, withIds(request.selection, filter, [id]), index),
  );
  return selectPage(context, mergeTables(context.dialect, sets, keys, request.page), keys);
}

function compileSort(context: ListContext, plan: PlanOf<"sort">): Fragment {
  const { dialect } = context;
  const { selection, sort, page } = plan.request;
  const keys = orderKeys("key", sort.descending);
  const sessions = sessionsOf(context, selection, plan.index);
  const total = totalOf(context, plan);
  const materialized = total ? "MATERIALIZED" : dialect.materialized;
  const rows = keysWithSortKey(context, sessions, sort.by);
  return selectPage(context, sortTables(materialized, [rows], keys, page), keys, total);
}

/**
 * Instead of a total, the statement selects how many sessions it has read. If these are `maxRows`, the
 * values may have more.
 */
function compileNewestOfValues(context: ListContext, plan: PlanOf<"newest of values">): Fragment {
  const { dialect } = context;
  const { selection, page } = plan.request;
  const keys = keysOfList(plan);
  const all = sessionsOf(context, { ...selection, isTest: [0, 1] }, plan.index);
  const tables = sql`
    newest AS ${raw(dialect.materialized)} (
      SELECT timestamp, session_id, ${raw(dialect.rowKey)} AS row_key, is_test FROM ${all}
      LIMIT ${plan.maxRows}),
    page AS (SELECT * FROM newest WHERE ${hasTest(selection.isTest)} ${orderBy(keys)} ${limitTo(page)})`;
  return selectPage(context, tables, keys, sql`SELECT count(*) FROM newest`);
}
