import type { SessionsListRequest } from "syllable-sdk/models/operations";
import type { Zone } from "../app/preferences.ts";
import { boundsOf } from "./range.ts";
import { FILTERS, type ListSearch, PAGE_SIZES } from "./search.ts";

/** The filters and the time range of a search, as the SDK takes them. */
export function filterRequest(search: ListSearch, zone: Zone): SessionsListRequest {
  const names = FILTERS.filter((name) => search[name] !== undefined);
  return {
    ...(names.length > 0 && {
      searchFields: [...names],
      searchFieldValues: names.map((name) => search[name] as string),
    }),
    ...boundsOf(search, zone),
  };
}

/** The page of the list that a search shows, as the SDK takes it. */
export function listRequest(search: ListSearch, zone: Zone): SessionsListRequest {
  const { page = 1, size = PAGE_SIZES[0] } = search;
  return { ...filterRequest(search, zone), ...orderOf(search), page: page - 1, limit: size };
}

/** The order of a search. */
export function orderOf({ sort = "-timestamp" }: ListSearch) {
  const orderByDirection: "asc" | "desc" = sort.startsWith("-") ? "desc" : "asc";
  return {
    orderBy: sort.replace("-", "") as NonNullable<SessionsListRequest["orderBy"]>,
    orderByDirection,
  };
}
