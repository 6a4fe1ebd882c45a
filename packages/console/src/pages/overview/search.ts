import { isDated, type ListSearch, readListSearch } from "../../filters/search.ts";

/** What the bars beside the sessions over time are of. */
export const BREAKDOWNS = ["agent", "prompt", "channel"] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** The state of the page, as the address has it. Everything that is absent has its default. */
export interface OverviewSearch extends Omit<ListSearch, "range"> {
  /** Without a range of days, the last 7 days; `all`: all time. */
  readonly range?: ListSearch["range"] | "all";
  /** The numbers as tables. Absent: as charts. */
  readonly view?: "tables" | undefined;
  /** Absent: by agent. */
  readonly by?: Breakdown | undefined;
}

/** Reads the state of the page from an address. What is not valid is left out. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const by = BREAKDOWNS.find((breakdown) => breakdown === search.by);
  return {
    ...readListSearch(search),
    ...(search.range === "all" && { range: "all" }),
    ...(search.view === "tables" && { view: "tables" }),
    ...(by && by !== "agent" && { by }),
  };
}

/** The sessions that the page is about, as a list of them has it. */
export function listSearchOf({ range, view, by, ...search }: OverviewSearch): ListSearch {
  if (range === "all") return search;
  if (range) return { ...search, range };
  return isDated(search) ? search : { ...search, range: "7d" };
}

/** A change of a list, as a change of the page: all time is not its default. */
export function overviewChange(
  before: OverviewSearch,
  change: Partial<ListSearch>,
): OverviewSearch {
  const { view, by } = before;
  const next = { ...listSearchOf(before), ...change };
  const { range, ...rest } = next;
  return { ...rest, view, by, range: isDated(next) ? (range === "7d" ? undefined : range) : "all" };
}
