import type { NumberRange } from "../../port/number-range.js";
import type { PageRange } from "../page-range.js";
import type { TimeRange } from "../time-buckets.js";
import type { IdColumn, PlainColumn, SortColumn } from "./schema.js";

/** The ids of the profiles or values that a filter matches. */
export interface IdFilter {
  readonly column: IdColumn;
  readonly ids: readonly number[];
  /** How many sessions have one of these ids and an allowed `is_test`. */
  readonly sessions: number;
  /** How many sessions have one of these ids. */
  readonly rows: number;
  /** For each id, a time at or after the start of its newest session; only known for values. */
  readonly newest?: readonly number[];
}

/** A filter on a column of `sessions` itself. */
export interface ColumnFilter {
  readonly column: PlainColumn;
  /** The value to equal, or the range of numbers. */
  readonly match: { readonly value: string | number } | { readonly range: NumberRange };
  /** How many sessions match and have an allowed `is_test`; undefined if this is not known. */
  readonly sessions?: number;
  /** How many sessions match, counted up to a limit. */
  readonly rows: number;
}

/** The sessions that a list is about: those that match all of this. */
export interface Selection {
  /** The allowed values of `is_test`. */
  readonly isTest: readonly (0 | 1)[];
  readonly time: TimeRange;
  /** Absent if there is no filter on a profile property. */
  readonly profiles: IdFilter | undefined;
  /** Filters on source and target. */
  readonly values: readonly IdFilter[];
  readonly columns: readonly ColumnFilter[];
}

export interface Sort {
  readonly by: SortColumn;
  readonly descending: boolean;
}

/** A list request whose filters are resolved. */
export interface ListRequest {
  readonly selection: Selection;
  readonly sort: Sort;
  readonly page: PageRange;
}

export const UNBOUNDED_TIME_RANGE: TimeRange = {
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
};

/** Every session of an organisation. */
export const ALL_SESSIONS: Selection = {
  isTest: [0, 1],
  time: UNBOUNDED_TIME_RANGE,
  profiles: undefined,
  values: [],
  columns: [],
};

export const hasTimeRange = ({ time }: Pick<Selection, "time">): boolean =>
  Number.isFinite(time.from) || Number.isFinite(time.until);

/** Whether the stored counts have the number of sessions. */
export const isCounted = ({ values, columns }: Selection): boolean =>
  values.length === 0 && columns.length === 0;

/** Whether there is nothing but `is_test` and a time range. */
export const isUnfiltered = (selection: Selection): boolean =>
  isCounted(selection) && !selection.profiles;

/** Whether there is nothing but `is_test` and one filter on source or target. */
export const isOneValueFilter = (selection: Selection): boolean =>
  selection.values.length === 1 &&
  isUnfiltered({ ...selection, values: [] }) &&
  !hasTimeRange(selection);

/** Whether there is nothing but `is_test` and one filter on a column. */
export const isOneColumnFilter = (selection: Selection): boolean =>
  selection.columns.length === 1 &&
  isUnfiltered({ ...selection, columns: [] }) &&
  !hasTimeRange(selection);

/** The selection with one of its filters reduced to some of its ids. */
export function withIds(selection: Selection, filter: IdFilter, ids: readonly number[]): Selection {
  const reduce = (other: IdFilter) => (other === filter ? { ...filter, ids } : other);
  const { profiles, values } = selection;
  return { ...selection, profiles: profiles && reduce(profiles), values: values.map(reduce) };
}

/**
 * The selection without its filter on profiles, if that matches all sessions of the time range: so many
 * of `inRange`.
 */
export const withoutNeedlessFilter = (
  selection: Selection,
  { withProfiles, inRange }: { readonly withProfiles: number; readonly inRange: number },
): Selection =>
  selection.profiles && withProfiles === inRange
    ? { ...selection, profiles: undefined }
    : selection;

/** The columns that the conditions of a selection read. */
export function filteredColumns({ profiles, isTest, values, columns, time }: Selection): string[] {
  const filtered: string[] = [];
  // A profile has one `is_test`, so a filter on profiles includes it.
  if (profiles) filtered.push("profile_id");
  else if (isTest.length === 1) filtered.push("is_test");
  for (const { column } of values) filtered.push(column);
  for (const { column } of columns) filtered.push(column);
  if (hasTimeRange({ time })) filtered.push("timestamp");
  return filtered;
}
