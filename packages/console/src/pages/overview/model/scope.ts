import type { SessionsStats } from "syllable-sdk/models/components";
import type { SessionsStatsRequest } from "syllable-sdk/models/operations";
import type { Zone } from "../../../app/preferences.ts";
import { dayZone } from "../../../filters/range.ts";
import { filterRequest } from "../../../filters/request.ts";
import type { Filter, ListSearch } from "../../../filters/search.ts";

/** Which sessions a chart is about, and the zone of its times. */
export interface Scope {
  readonly search: ListSearch;
  readonly zone: Zone;
}

/** What charts load their numbers with. */
export interface Source {
  stats(request: SessionsStatsRequest): Promise<SessionsStats>;
  /** When the first and the newest session of a search started. Undefined if there are none. */
  extent(scope: Scope): Promise<readonly [first: Date, newest: Date] | undefined>;
  /** The duration of a session, in seconds, by its position: that of the longest is 0. */
  longest(scope: Scope, position: number): Promise<number | undefined>;
  /** The newest name of what has an id: an agent or a prompt. */
  nameOf(property: "agent" | "prompt", id: string): Promise<string | undefined>;
}

export type Percentiles = NonNullable<SessionsStats["responseGaps"]>;

type GroupBy = SessionsStatsRequest["groupBy"];

const NOTHING: SessionsStats = { groups: [], totalCount: 0 };

/** Counts the sessions of a search by group. None match a search that is undefined. */
export const countBy = async (
  source: Source,
  { search, zone }: { readonly search: ListSearch | undefined; readonly zone: Zone },
  groupBy: GroupBy,
  options: { readonly percentiles?: boolean } = {},
): Promise<SessionsStats> =>
  search
    ? await source.stats({
        ...filterRequest(search, zone),
        ...options,
        groupBy,
        timeZone: dayZone(zone),
      })
    : NOTHING;

/** The sessions of a search that have a value. Undefined if the search asks for another one. */
export const narrow = (
  search: ListSearch | undefined,
  filter: Filter,
  value: string,
): ListSearch | undefined =>
  search && (search[filter] ?? value) === value ? { ...search, [filter]: value } : undefined;

/** The number of sessions in a group. */
export const sessionsIn = ({ groups }: SessionsStats, key: string | null): number =>
  groups.find((group) => (group.key ?? null) === key)?.sessions ?? 0;
