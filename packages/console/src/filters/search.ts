import type { Zone } from "../app/preferences.ts";

/** The properties that a list filters by, with the names of the API. Each has a value as the API takes it. */
export const FILTERS = [
  "agent_name",
  "agent_id",
  "agent_type",
  "prompt_name",
  "prompt_id",
  "channel_manager_type",
  "channel_manager_service",
  "channel_manager_sid",
  "is_outbound",
  "source",
  "target",
  "duration",
  "session_id",
  "conversation_id",
  "label",
  "tool_errors",
  "audio_faults",
  "is_test",
  "is_legacy",
] as const;
export type Filter = (typeof FILTERS)[number];

export const PRESETS = ["today", "yesterday", "7d", "30d", "month", "last-month"] as const;
export type Preset = (typeof PRESETS)[number];

/** The columns by which the service sorts, and which the table can show. */
export const SORTABLE = [
  "timestamp",
  "duration",
  "channel_manager_type",
  "is_outbound",
  "agent_name",
  "prompt_name",
  "source",
  "target",
  "is_test",
  "session_id",
  "conversation_id",
  "channel_manager_service",
] as const;
export type SortProperty = (typeof SORTABLE)[number];

export const PAGE_SIZES = [50, 100, 500, 1_000, 10_000] as const;

/** The state of a list, as the address has it. Everything that is absent has its default. */
export interface ListSearch extends Partial<Record<Filter, string>> {
  /** A range of days that moves with the calendar. */
  readonly range?: Preset | undefined;
  /** The first day, `2026-11-11`, or a time, `2026-11-11T17:00Z`. Ignored with `range`. */
  readonly from?: string | undefined;
  /** The last day, included, or a time, not included. Ignored with `range`. */
  readonly until?: string | undefined;
  /** The zone that times are shown in and that days begin in. */
  readonly zone?: Zone | undefined;
  /** The property to sort by; with a leading `-`, descending. */
  readonly sort?: `${"" | "-"}${SortProperty}` | undefined;
  /** The page; the first is 1. */
  readonly page?: number | undefined;
  readonly size?: number | undefined;
  /** The ids of the columns that are shown, in their order, separated by commas. */
  readonly columns?: string | undefined;
  /** The id of the session whose row is selected. */
  readonly row?: string | undefined;
}

const DAY_OR_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/;

/**
 * Reads the state of a list from an address. What is not valid is undefined, not left out: the router adds what is left
 * out from the address as it is.
 */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const text = (name: string) => {
    const value = search[name];
    return value === undefined || value === "" ? undefined : String(value);
  };
  const oneOf = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === text(name));
  const day = (name: string) => (DAY_OR_TIME.test(text(name) ?? "") ? text(name) : undefined);
  const page = Number(text("page"));
  const filters = FILTERS.map((name) => [name, text(name)]);
  const size = PAGE_SIZES.find((value) => value === Number(text("size")));
  return {
    ...Object.fromEntries(filters),
    range: oneOf("range", PRESETS),
    from: day("from"),
    until: day("until"),
    zone: oneOf("zone", ["local", "agent", "utc"]),
    sort: oneOf(
      "sort",
      SORTABLE.flatMap((name) => [name, `-${name}`] as const),
    ),
    page: Number.isSafeInteger(page) && page > 1 ? page : undefined,
    size: size === PAGE_SIZES[0] ? undefined : size,
    columns: text("columns"),
    row: text("row"),
  };
}

/** The part of a search that selects sessions, for a link to them from another page. */
export function selectionOf(search: ListSearch): ListSearch {
  const names = [...FILTERS, "range", "from", "until", "zone"] as const;
  return Object.fromEntries(names.map((name) => [name, search[name]]).filter(([, value]) => value));
}

/** Whether a search selects a range of days or times. */
export const isDated = ({ range, from, until }: ListSearch): boolean =>
  (range ?? from ?? until) !== undefined;

/** Whether a search selects some of the sessions only. */
export const isFiltered = (search: ListSearch): boolean =>
  FILTERS.some((name) => search[name] !== undefined) || isDated(search);
