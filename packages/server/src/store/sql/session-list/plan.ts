import { type AccessPath, accessPaths } from "./access-paths.js";
import {
  type Count,
  type CountedStatistics,
  candidates,
  type PagePlan,
  type Plan,
  sortCandidates,
} from "./candidates.js";
import { DEEP_OFFSET, MAX_UNBUDGETED_ROWS, STATEMENT, scanCost, sortCost } from "./costs.js";
import type { Statistics } from "./counts.js";
import { INDEX_ON } from "./schema.js";
import { hasTimeRange, isUnfiltered, type ListRequest } from "./selection.js";

/** The plan of a list for which statistics make no difference. */
export function planWithoutStatistics(request: ListRequest): PagePlan | undefined {
  const { selection, sort, page } = request;
  const base = { selection, sort, page, statements: 1 } as const;
  if (selection.columns.some(({ column }) => column === "session_id")) {
    const index = INDEX_ON.session_id;
    return {
      ...base,
      kind: "sort",
      index,
      cost: sortCost(index, 1, selection, []),
      total: "rows read",
    };
  }
  if (!isUnfiltered(selection) || sort.by.column !== "timestamp") return undefined;
  const walk = {
    ...base,
    kind: "walk",
    index: "sessions_by_time",
    total: "stored counts",
  } as const;
  if (page.offset < DEEP_OFFSET) {
    return { ...walk, findsPosition: false, cost: page.offset + page.limit };
  }
  const findsPosition =
    selection.isTest.length === 1 && !hasTimeRange(selection) && page.limit <= MAX_UNBUDGETED_ROWS;
  // The statement limits what it reads, whatever the budget.
  return findsPosition ? { ...walk, findsPosition, cost: 0 } : undefined;
}

/** The cheapest plan of a list. A plan that has failed is `excluded`. */
export function choosePlan(
  request: ListRequest,
  statistics: Statistics,
  excluded: readonly Plan["kind"][] = [],
): Plan {
  const { total } = statistics;
  if (total === undefined) return planWithoutTotal(request, statistics);
  const { offset, limit } = request.page;
  if (limit === 0 || offset >= total) return { kind: "empty", cost: 0, statements: 0 };
  const page = { offset, limit: Math.min(limit, total - offset) };
  const located = locate({ ...request, page }, { ...statistics, total });
  const paths = accessPaths(located.request.selection, located.statistics);
  const plans = candidates(located.request, located.statistics, paths);
  return cheapest(plans.filter(({ kind }) => !excluded.includes(kind)));
}

/** Sorts all that match, which counts them as well, or counts them to plan again. */
function planWithoutTotal(request: ListRequest, statistics: Statistics): Plan {
  const { selection, page } = request;
  const paths = accessPaths(selection, statistics);
  const [{ index, rows }] = paths as [AccessPath];
  // The page then costs at least what it would if all that the path finds matched.
  const total = Math.max(rows, page.offset + 1);
  const next = choosePlan(request, { ...statistics, total });
  const count: Count = {
    kind: "count",
    cost: scanCost(index, rows, selection),
    statements: 1,
    selection,
    index,
  };
  const sorts = sortCandidates(request, paths, "rows read");
  const sort = cheapest(sorts);
  return costOf(sort) <= costOf(count) + costOf(next) ? sort : count;
}

const costOf = ({ cost, statements }: Plan): number => cost + statements * STATEMENT;

const cheapest = (plans: readonly Plan[]): Plan =>
  plans.reduce((one, other) => (costOf(other) < costOf(one) ? other : one));

/** The request from its position on, and the statistics of what is left. */
function locate(
  request: ListRequest,
  statistics: CountedStatistics,
): { request: ListRequest; statistics: CountedStatistics } {
  const { position, total, inRange, withProfiles } = statistics;
  if (!position) return { request, statistics };
  const { edge, skip } = position;
  const { selection, sort, page } = request;
  const time = { ...selection.time, ...(sort.descending ? { until: edge } : { from: edge }) };
  const left = total - (page.offset - skip);
  return {
    request: {
      sort,
      selection: { ...selection, time },
      page: { offset: skip, limit: page.limit },
    },
    statistics: {
      ...statistics,
      total: left,
      inRange: (inRange * left) / total,
      withProfiles: (withProfiles * left) / total,
    },
  };
}
