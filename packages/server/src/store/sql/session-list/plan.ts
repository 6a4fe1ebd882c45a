import { type AccessPath, accessPaths } from "./access-paths.js";
import {
  candidates,
  candidatesWithoutStatistics,
  type PagePlan,
  type Plan,
  sortAll,
} from "./candidates.js";
import { overheadOf, scanCost } from "./costs.js";
import type { CountedStatistics, Statistics } from "./counts.js";
import type { ListRequest } from "./selection.js";

const totalCost = ({ cost, overhead }: Plan): number => cost + overhead;

const cheapest = <P extends Plan>(plans: readonly P[]): P =>
  plans.reduce((one, other) => (totalCost(other) < totalCost(one) ? other : one));

/** The cheapest plan that needs no statistics; undefined if statistics may save more than they cost. */
export function planWithoutStatistics(request: ListRequest): PagePlan | undefined {
  const plans = candidatesWithoutStatistics(request);
  return plans.length === 0 ? undefined : cheapest(plans);
}

/** The cheapest plan of a list, without those that have failed. */
export function choosePlan(
  request: ListRequest,
  statistics: Statistics,
  failed: readonly Plan["kind"][] = [],
): Plan {
  const { total } = statistics;
  if (total === undefined) return planWithoutTotal(request, statistics);
  const { offset, limit } = request.page;
  if (limit === 0 || offset >= total) return { kind: "empty", cost: 0, overhead: 0 };
  const page = { offset, limit: Math.min(limit, total - offset) };
  const plans = candidates(...locate({ ...request, page }, { ...statistics, total }));
  return cheapest(plans.filter(({ kind }) => !failed.includes(kind)));
}

/** Sorts and counts all that match in one statement, or counts them to plan again. */
function planWithoutTotal(request: ListRequest, statistics: Statistics): Plan {
  const { selection, page } = request;
  const paths = accessPaths(selection, statistics);
  const path: AccessPath = paths[0]!;
  const cost = scanCost(path.index, path.rows, selection);
  const count = { kind: "count", path, cost, overhead: overheadOf(1, selection) } as const;
  // The page after it costs least if all that the path finds match.
  const total = Math.max(path.rows, page.offset + 1);
  const next = choosePlan(request, { ...statistics, total });
  const sort = cheapest(sortAll(request, paths, "rows read"));
  return totalCost(sort) <= totalCost(count) + totalCost(next) ? sort : count;
}

/** What is left of a list from the position of the page on. */
function locate(
  request: ListRequest,
  statistics: CountedStatistics,
): [ListRequest, CountedStatistics] {
  const { selection, sort, page } = request;
  const { position, total, inRange, withProfiles } = statistics;
  if (!position) return [request, statistics];
  const { edge, skip } = position;
  const time = { ...selection.time, [sort.descending ? "until" : "from"]: edge };
  const left = total - (page.offset - skip);
  const share = left / total;
  return [
    { sort, selection: { ...selection, time }, page: { offset: skip, limit: page.limit } },
    { ...statistics, total: left, inRange: inRange * share, withProfiles: withProfiles * share },
  ];
}
