import { useQueries } from "@tanstack/react-query";
import type { SessionsListRequest } from "syllable-sdk/models/operations";
import type { Zone } from "../app/preferences.ts";
import { sdk } from "../app/sdk.ts";
import { filterRequest } from "./request.ts";
import type { ListSearch } from "./search.ts";

/** The number of sessions that match, without the sessions. */
export const totalQuery = (request: SessionsListRequest) => ({
  queryKey: ["sessions", "total", request],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const page = { page: 0, limit: 1, fields: ["session_id" as const] };
    const { totalCount } = await sdk.sessions.list({ ...request, ...page }, { signal });
    return totalCount ?? 0;
  },
});

/** How many sessions would match without each of some changes to a search. */
export function useTotals(searches: readonly ListSearch[], zone: Zone) {
  return useQueries({
    queries: searches.map((search) => totalQuery(filterRequest(search, zone))),
  });
}
