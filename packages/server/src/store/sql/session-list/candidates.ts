import { type AccessPath, accessPaths, filterPaths } from "./access-paths.js";
import {
  DEEP_OFFSET,
  MAX_MERGED_IDS,
  mergeCost,
  mergedIds,
  mergeOverhead,
  newestValues,
  newestValuesCost,
  newestValuesRows,
  overheadOf,
  STATISTICS,
  scanCost,
  sortCost,
} from "./costs.js";
import type { CountedStatistics } from "./counts.js";
import {
  columnInSessions,
  INDEX_BY_TIME,
  indexOn,
  type PlainColumn,
  type SessionIndex,
} from "./schema.js";
import {
  hasTimeRange,
  type IdFilter,
  isCounted,
  isOneValueFilter,
  isUnfiltered,
  type ListRequest,
  withIds,
} from "./selection.js";

/** What a plan is estimated to cost, in the unit of `costs.ts`. */
interface Cost {
  /** Reading rows: this is spent from the budget. */
  readonly cost: number;
  /** Anything else. */
  readonly overhead: number;
}

/** A page that is read by an index. */
interface Read extends Cost {
  readonly index: SessionIndex;
  /** The page to read. Its selection may be narrower than that of the list. */
  readonly request: ListRequest;
  /** What the statement counts the total by; absent if the total is known. */
  readonly total?: "stored counts" | "rows read";
}

export type PagePlan =
  /** Passes through an index in the order of the list, until the page is full. */
  | (Read & { readonly kind: "walk" })
  /** The same from the position that stored counts have; fails if the page is not near to it. */
  | (Read & { readonly kind: "deep walk" })
  /** The same through an index that has sessions with the same value in the opposite order. */
  | (Read & { readonly kind: "walk backwards" })
  /** Reads the first sessions of each id of a filter, in order, and merges them. */
  | (Read & { readonly kind: "merge"; readonly filter: IdFilter })
  /** Reads all sessions and sorts them. */
  | (Read & { readonly kind: "sort" })
  /** Sorts the sessions that are newer than those of other values; fails if too few or many. */
  | (Read & { readonly kind: "newest of values"; readonly maxRows: number });

export type Plan =
  | PagePlan
  /** Plans a page for each of the profiles or values that the list is sorted by. */
  | (Cost & { readonly kind: "segments"; readonly request: ListRequest; readonly path: AccessPath })
  /** Counts the sessions, to plan again with the total. */
  | (Cost & { readonly kind: "count"; readonly path: AccessPath })
  /** The page is beyond the last session. */
  | (Cost & { readonly kind: "empty" });

/** All plans that can read a page, whatever they cost. */
export function candidates(request: ListRequest, statistics: CountedStatistics): Plan[] {
  const { selection, sort } = request;
  const paths = accessPaths(selection, statistics);
  const sorts = sortAll(request, paths);
  const { by } = sort;
  if (by.table !== "sessions") {
    const hasSegments =
      by.table === "session_profiles" || (isUnfiltered(selection) && !hasTimeRange(selection));
    return hasSegments ? [segments(request, paths[0]!), ...sorts] : sorts;
  }
  const plans = [walk(request, statistics, by.column), ...sorts];
  if (by.column !== "timestamp" && by.column !== "session_id") return plans;
  return [
    ...plans,
    ...merges(request, statistics, paths, by.column),
    ...newestOfValues(request, statistics),
  ];
}

/**
 * The plans that count the total in the statement that reads the page, without those that statistics
 * could improve by more than reading them costs. A walk of all sessions reads only the page and what
 * is before it, so statistics cannot improve it.
 */
export function candidatesWithoutStatistics(request: ListRequest): PagePlan[] {
  const { selection, sort, page } = request;
  if (!isUnfiltered(selection)) {
    const sorts = sortAll(request, filterPaths(selection), "rows read");
    return sorts.filter(({ cost }) => cost <= STATISTICS);
  }
  if (sort.by.column !== "timestamp") return [];
  const overhead = overheadOf(1, selection);
  const read = { index: INDEX_BY_TIME, request, total: "stored counts", overhead } as const;
  if (page.offset < DEEP_OFFSET) return [{ ...read, kind: "walk", cost: page.offset + page.limit }];
  const hasOneOrder = selection.isTest.length === 1 && !hasTimeRange(selection);
  return hasOneOrder ? [{ ...read, kind: "deep walk", cost: page.limit }] : [];
}

/** Sorts all that each path finds. */
export function sortAll(
  request: ListRequest,
  paths: readonly AccessPath[],
  total?: "rows read",
): PagePlan[] {
  const columns = [columnInSessions(request.sort.by), "session_id"];
  const overhead = overheadOf(1, request.selection);
  return paths.map(({ index, rows }) => {
    const cost = sortCost(index, rows, request.selection, columns);
    return { kind: "sort", index, request, cost, overhead, ...(total && { total }) };
  });
}

/** How many of an index's rows, in the order of the list, are read until the page is full. */
const rowsUntilFull = (rows: number, { page }: ListRequest, total: number): number =>
  Math.min(rows, ((page.offset + page.limit) * rows) / Math.max(total, 1));

function walk(
  request: ListRequest,
  { all, inRange, total }: CountedStatistics,
  column: PlainColumn | "timestamp",
): PagePlan {
  const { selection, sort, page } = request;
  const isByTime = column === "timestamp";
  const index = isByTime ? INDEX_BY_TIME : indexOn(column);
  const range = selection.columns.find((filter) => filter.column === column);
  const indexRows = isByTime ? inRange : range ? range.rows : all;
  // Ids rise with time: the sessions of a time range may come after all others.
  const isSpread = column !== "session_id" || !hasTimeRange(selection);
  const rows = isSpread ? rowsUntilFull(indexRows, request, total) : indexRows;
  const read = { index, request, cost: scanCost(index, rows, selection) };
  // Sessions with the same value are listed by id downwards.
  return isByTime || column === "session_id" || sort.descending
    ? { ...read, kind: "walk", overhead: overheadOf(1, selection) }
    : { ...read, kind: "walk backwards", overhead: overheadOf(page.offset > 0 ? 4 : 2, selection) };
}

function merges(
  request: ListRequest,
  { total }: CountedStatistics,
  paths: readonly AccessPath[],
  column: "timestamp" | "session_id",
): PagePlan[] {
  const { selection } = request;
  if (column === "session_id" && hasTimeRange(selection)) return [];
  return paths.flatMap(({ filter, rows }): PagePlan[] => {
    if (!filter || !("ids" in filter) || filter.ids.length > MAX_MERGED_IDS) return [];
    const index = indexOn(filter.column, column);
    const ids = filter.ids.length;
    const read = Math.min(rows, ids * rowsUntilFull(rows, request, total));
    const cost = mergeCost(index, read, mergedIds(ids), selection);
    const overhead = mergeOverhead(mergedIds(ids), withIds(selection, filter, [0]));
    return [{ kind: "merge", index, request, filter, cost, overhead }];
  });
}

function newestOfValues(request: ListRequest, statistics: CountedStatistics): PagePlan[] {
  const { selection, sort, page } = request;
  const { all, selectable } = statistics;
  const [filter] = selection.values;
  const isNewestFirst = sort.by.column === "timestamp" && sort.descending;
  if (!filter?.newest || !isNewestFirst || !isOneValueFilter(selection)) return [];
  const count = newestValues(page.offset + page.limit, selectable / Math.max(all, 1));
  if (count === undefined || count >= filter.ids.length) return [];
  const ranked = filter.newest
    .map((newest, place) => ({ id: filter.ids[place]!, newest }))
    .sort((one, other) => other.newest - one.newest);
  const ids = ranked.slice(0, count).map(({ id }) => id);
  const narrowed = withIds(selection, filter, ids);
  // No other value has a session that is newer than this.
  const time = { ...selection.time, from: ranked[count]!.newest + 1 };
  return [
    {
      kind: "newest of values",
      index: indexOn(filter.column),
      request: { ...request, selection: { ...narrowed, time } },
      cost: newestValuesCost(count),
      overhead: overheadOf(2, narrowed),
      maxRows: newestValuesRows(count),
    },
  ];
}

function segments(request: ListRequest, path: AccessPath): Plan {
  const { selection } = request;
  // Stored counts have the sessions of each profile, unless other filters leave some of them out.
  const cost = isCounted(selection) ? 0 : scanCost(path.index, path.rows, selection);
  return { kind: "segments", request, path, cost, overhead: overheadOf(3, selection) };
}
