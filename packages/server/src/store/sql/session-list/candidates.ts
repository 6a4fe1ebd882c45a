import type { PageRange } from "../page-range.js";
import type { AccessPath } from "./access-paths.js";
import {
  MAX_MERGED_IDS,
  mergeCost,
  mergedIds,
  newestValues,
  newestValuesCost,
  newestValuesRows,
  scanCost,
  sortCost,
} from "./costs.js";
import type { Statistics } from "./counts.js";
import {
  columnInSessions,
  INDEX_IN_ORDER,
  INDEX_ON,
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
  type Selection,
  type Sort,
  withIds,
} from "./selection.js";

/** How many sessions match: known, or selected with the page from stored counts or the rows read. */
export type Total = number | "stored counts" | "rows read";

interface Base {
  /** Estimated, in the unit of `costs.ts`. */
  readonly cost: number;
  /** How many statements the plan takes. */
  readonly statements: number;
}

interface PageBase extends Base {
  readonly index: SessionIndex;
  readonly selection: Selection;
  readonly sort: Sort;
  readonly page: PageRange;
  readonly total: Total;
}

/** Passes through an index that has the order of the list, until the page is full. */
export interface Walk extends PageBase {
  readonly kind: "walk";
  /** Whether the statement itself finds by stored counts where the page begins. */
  readonly findsPosition: boolean;
}

/** Passes through an index backwards, and puts sessions with the same value in their order. */
export interface WalkBackwards extends PageBase {
  readonly kind: "walk backwards";
}

/** Reads the first sessions of each id of a filter, in order, and merges them. */
export interface Merge extends PageBase {
  readonly kind: "merge";
  readonly filter: IdFilter;
}

/** Reads all sessions of the selection and sorts them. */
export interface SortAll extends PageBase {
  readonly kind: "sort";
}

/**
 * Sorts only the sessions that are newer than all sessions of other values. Fails if they do not
 * fill the page, or are more than `maxRows`.
 */
export interface NewestOfValues extends PageBase {
  readonly kind: "newest of values";
  readonly maxRows: number;
}

/** Reads the profiles or values in the order of the list, and plans a page of each. */
export interface Segments extends Base {
  readonly kind: "segments";
  readonly request: ListRequest;
  /** Counts the sessions of each profile, if no stored counts have them. */
  readonly index: SessionIndex;
  readonly total: number;
}

/** Counts the sessions of the selection, to plan again. */
export interface Count extends Base {
  readonly kind: "count";
  readonly selection: Selection;
  readonly index: SessionIndex;
}

/** The page has no session. */
export interface Empty extends Base {
  readonly kind: "empty";
}

export type PagePlan = Walk | WalkBackwards | Merge | SortAll | NewestOfValues;
export type Plan = PagePlan | Segments | Count | Empty;

/** Statistics once the total is known. */
export type CountedStatistics = Statistics & { readonly total: number };

/** The plans that can read a page of which the total is known, whatever they cost. */
export function candidates(
  request: ListRequest,
  statistics: CountedStatistics,
  paths: readonly AccessPath[],
): Plan[] {
  const { by } = request.sort;
  const sorts = sortCandidates(request, paths, statistics.total);
  if (by.table === "sessions") {
    const walk = walkCandidate(request, statistics, by.column);
    if (by.column !== "timestamp" && by.column !== "session_id") return [walk, ...sorts];
    return [
      walk,
      ...mergeCandidates(request, statistics, paths, by.column),
      ...newestOfValuesCandidates(request, statistics),
      ...sorts,
    ];
  }
  const { selection } = request;
  const hasSegments =
    by.table === "session_profiles" || (isUnfiltered(selection) && !hasTimeRange(selection));
  return hasSegments ? [segmentsCandidate(request, statistics, paths[0]!), ...sorts] : sorts;
}

/** Sorts all that each path finds. */
export function sortCandidates(
  { selection, sort, page }: ListRequest,
  paths: readonly AccessPath[],
  total: Total,
): SortAll[] {
  const columns = [columnInSessions(sort.by), "session_id"];
  return paths.map(({ index, rows }) => ({
    kind: "sort",
    cost: sortCost(index, rows, selection, columns),
    statements: 1,
    index,
    selection,
    sort,
    page,
    total,
  }));
}

/** How many rows of an index with the order of the list are read until the page is full. */
function rowsUntilFull(rows: number, { offset, limit }: PageRange, total: number): number {
  return Math.min(rows, ((offset + limit) * rows) / Math.max(total, 1));
}

function walkCandidate(
  { selection, sort, page }: ListRequest,
  { all, inRange, total }: CountedStatistics,
  column: PlainColumn | "timestamp",
): Walk | WalkBackwards {
  const isByTime = column === "timestamp";
  const index: SessionIndex = isByTime ? "sessions_by_time" : INDEX_ON[column];
  // Ids rise with time, so that the sessions of a time range may come after all others.
  const isSpread = column !== "session_id" || !hasTimeRange(selection);
  const indexRows = isByTime ? inRange : all;
  const rows = isSpread ? rowsUntilFull(indexRows, page, total) : indexRows;
  const base = { cost: scanCost(index, rows, selection), index, selection, sort, page, total };
  // Sessions with the same value come by id downwards, which an ascending index has the other way.
  if (!isByTime && column !== "session_id" && !sort.descending) {
    return { ...base, kind: "walk backwards", statements: page.offset > 0 ? 4 : 2 };
  }
  return { ...base, kind: "walk", statements: 1, findsPosition: false };
}

function mergeCandidates(
  { selection, sort, page }: ListRequest,
  { total }: CountedStatistics,
  paths: readonly AccessPath[],
  column: "timestamp" | "session_id",
): Merge[] {
  if (column === "session_id" && hasTimeRange(selection)) return [];
  return paths.flatMap(({ filter, rows }): Merge[] => {
    if (!filter || filter.ids.length > MAX_MERGED_IDS) return [];
    const index = INDEX_IN_ORDER[column][filter.column];
    const ids = filter.ids.length;
    const read = Math.min(rows, ids * rowsUntilFull(rows, page, total));
    const cost = mergeCost(index, read, mergedIds(ids), selection);
    return [{ kind: "merge", cost, statements: 1, index, filter, selection, sort, page, total }];
  });
}

function newestOfValuesCandidates(
  { selection, sort, page }: ListRequest,
  { all, selectable, total }: CountedStatistics,
): NewestOfValues[] {
  const [filter] = selection.values;
  const isNewestFirst = sort.by.column === "timestamp" && sort.descending;
  if (!filter?.newest || !isNewestFirst || !isOneValueFilter(selection)) return [];
  const count = newestValues(page.offset + page.limit, selectable / Math.max(all, 1));
  if (count === undefined || count >= filter.ids.length) return [];
  const { newest } = filter;
  const ranked = filter.ids
    .map((id, place) => ({ id, newest: newest[place]! }))
    .sort((one, other) => other.newest - one.newest);
  const ids = ranked.slice(0, count).map(({ id }) => id);
  const narrowed = withIds(selection, filter, ids);
  // No other value has a session that is newer than this.
  const time = { ...selection.time, from: ranked[count]!.newest + 1 };
  return [
    {
      kind: "newest of values",
      cost: newestValuesCost(count),
      statements: 2,
      index: INDEX_ON[filter.column],
      selection: { ...narrowed, time },
      sort,
      page,
      total,
      maxRows: newestValuesRows(count),
    },
  ];
}

function segmentsCandidate(
  request: ListRequest,
  { total }: CountedStatistics,
  path: AccessPath,
): Segments {
  const { selection } = request;
  const cost = isCounted(selection) ? 0 : scanCost(path.index, path.rows, selection);
  return { kind: "segments", cost, statements: 3, request, index: path.index, total };
}
