import { SessionProperties, type SessionSearchProperties } from "syllable-contract";
import type { IdPage, SessionPage, SessionQuery } from "../../port.js";
import type { Sql, SqlDatabase } from "../database.js";
import { type Fragment, selectRow } from "../fragment.js";
import { type JoinedColumn, NO_JSON, toBuffer } from "../joined-json.js";
import type { Budget } from "../list-budget.js";
import { pageRange } from "../page-range.js";
import { PlanCache } from "../plan-cache.js";
import { together } from "../together.js";
import type { PagePlan, Plan } from "./candidates.js";
import { compile } from "./compile.js";
import { countRows, readStatistics, readTotals, type Statistics } from "./counts.js";
import { choosePlan, planWithoutStatistics } from "./plan.js";
import { IS_TEST, resolveFilters } from "./resolve-filters.js";
import type { ListContext } from "./rows.js";
import { sortColumn } from "./schema.js";
import { orderedProfiles, segmentsOf } from "./segments.js";
import { type ListRequest, withoutNeedlessFilter } from "./selection.js";

type List = [
  db: SqlDatabase,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
  signal?: AbortSignal,
];

/**
 * Lists sessions as of one moment. Throws `BudgetExceededError` before a statement that the budget
 * does not allow.
 */
export const listSessions = (...list: List): Promise<SessionPage> => readPage("wire", ...list);

/** Lists the ids of the sessions that `listSessions` returns. */
export async function listSessionIds(...list: List): Promise<IdPage> {
  const { items, total } = await readPage("session_id", ...list);
  return { ids: JSON.parse(`[${items}]`), total };
}

async function readPage(
  column: ListContext["column"],
  ...[db, organisation, query, budget, signal]: List
): Promise<SessionPage> {
  const contextOf = (sql: Sql): ListContext => {
    return { db: sql, dialect: db.dialect, organisation, budget, column };
  };
  const { filters, from, until } = query;
  const selectsAll = filters.length === 0 && from === undefined && until === undefined;
  // One statement needs no snapshot to be as of one moment.
  const page = selectsAll ? await readAll(contextOf(db), query) : undefined;
  return page ?? db.snapshot((sql) => readInSnapshot(contextOf(sql), query, selectsAll), signal);
}

async function resolve(
  context: ListContext,
  query: SessionQuery,
): Promise<ListRequest | undefined> {
  const selection = await resolveFilters(context, query);
  const sort = { by: sortColumn(query.orderBy), descending: query.descending };
  return selection && { selection, sort, page: pageRange(query) };
}

interface Compiled {
  readonly plan: PagePlan;
  readonly statement: Fragment;
}
const compiledPlans = new PlanCache<Compiled>();

/**
 * Reads a list of all sessions; undefined if it needs statistics. Planning the list that is read
 * most often would take as long as a third of its statement, so compiled plans are cached.
 */
async function readAll(
  context: ListContext,
  query: SessionQuery,
): Promise<SessionPage | undefined> {
  const { dialect, organisation, column } = context;
  const { tests, orderBy, descending, page, limit } = query;
  const name = `${organisation} ${column} ${tests} ${orderBy} ${descending} ${page} ${limit}`;
  let compiled = compiledPlans.get(dialect, name);
  if (!compiled) {
    const request = await resolve(context, query);
    const plan = request && planWithoutStatistics(request);
    if (!plan) return undefined;
    compiled = { plan, statement: await compile(context, plan) };
    compiledPlans.set(dialect, name, compiled);
  }
  context.budget.spend(compiled.plan.cost);
  return readStatement(context, compiled.plan, compiled.statement);
}

async function readInSnapshot(
  context: ListContext,
  query: SessionQuery,
  needsStatistics: boolean,
): Promise<SessionPage> {
  const [request, totals, orderedProfiles] = await readTogether(context, query);
  if (!request) return { items: NO_JSON, total: 0 };
  const plan = needsStatistics ? undefined : planWithoutStatistics(request);
  if (plan) return (await readPlan(context, plan))!;
  const statistics = await readStatistics(context, request, totals);
  const selection = withoutNeedlessFilter(request.selection, statistics);
  return readWithStatistics({ ...context, orderedProfiles }, { ...request, selection }, statistics);
}

/**
 * Resolves the filters of a query. At the same time, which saves round trips, reads what its plan will need:
 * the totals, unless it has a time range, and the profiles that it is sorted by.
 */
function readTogether(context: ListContext, query: SessionQuery) {
  const { filters, from, until, orderBy, descending, tests } = query;
  const by = sortColumn(orderBy);
  const hasRange =
    from !== undefined ||
    until !== undefined ||
    filters.some(({ property }) => property === SessionProperties.Timestamp);
  const readsStatistics = (property: SessionSearchProperties) =>
    property === SessionProperties.Duration || sortColumn(property).table !== "sessions";
  const needsTotals =
    !hasRange &&
    (filters.length === 0 || filters.some(({ property }) => readsStatistics(property)));
  const needsProfiles = filters.length === 0 && by.table === "session_profiles";
  return together([
    resolve(context, query),
    needsTotals ? readTotals(context) : NOTHING,
    needsProfiles ? orderedProfiles(context, IS_TEST[tests], { by, descending }) : NOTHING,
  ]);
}

const NOTHING = Promise.resolve(undefined);

async function readWithStatistics(
  context: ListContext,
  request: ListRequest,
  statistics: Statistics,
): Promise<SessionPage> {
  let known = statistics;
  const failed: Plan["kind"][] = [];
  for (;;) {
    const plan = choosePlan(request, known, failed);
    switch (plan.kind) {
      case "empty":
        return { items: NO_JSON, total: known.total! };
      case "segments":
        return { items: await readSegments(context, plan, known), total: known.total! };
      case "count":
        context.budget.spend(plan.cost);
        known = { ...known, total: await countRows(context, request.selection, plan.path.index) };
        break;
      default: {
        const page = await readPlan(context, plan, known.total);
        if (page) return page;
        failed.push(plan.kind);
      }
    }
  }
}

/** Reads the segments one after the other, each by a plan of its own. */
async function readSegments(
  context: ListContext,
  plan: Extract<Plan, { kind: "segments" }>,
  statistics: Statistics,
): Promise<Buffer> {
  context.budget.spend(plan.cost);
  const parts: Buffer[] = [];
  for await (const segment of segmentsOf(context, plan, statistics)) {
    const { items } = await readWithStatistics(context, segment.request, segment.statistics);
    parts.push(...(parts.length > 0 ? [COMMA] : []), items);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

const COMMA = Buffer.from(",");

/** Undefined if the plan fails. A total is given unless the plan counts it. */
async function readPlan(
  context: ListContext,
  plan: PagePlan,
  total?: number,
): Promise<SessionPage | undefined> {
  context.budget.spend(plan.cost);
  return readStatement(context, plan, await compile(context, plan), total);
}

async function readStatement(
  { db }: ListContext,
  plan: PagePlan,
  statement: Fragment,
  known?: number,
): Promise<SessionPage | undefined> {
  const row = await selectRow<[JoinedColumn, number, number]>(db, statement);
  const [json, sessions, counted = known!] = row;
  // With so many sessions, other plans are cheaper.
  if (plan.kind === "newest of values" && counted === plan.maxRows) return undefined;
  const total = known ?? counted;
  const { page } = plan.request;
  const isFull = sessions >= Math.min(page.limit, total - page.offset);
  const canFail = plan.kind === "newest of values" || plan.kind === "deep walk";
  return isFull || !canFail ? { items: toBuffer(json), total } : undefined;
}
