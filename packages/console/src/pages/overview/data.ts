import { keepPreviousData, type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { SessionsListRequest, SessionsStatsRequest } from "syllable-sdk/models/operations";
import { sdk } from "../../app/sdk.ts";
import { filterRequest } from "../../filters/request.ts";
import type { Scope, Source } from "./model/scope.ts";

/** Stats of a large organisation may take as long as the service allows. */
const TIMEOUT_MS = 40_000;

/** Charts that load at the same time share their requests. */
const SHARED_MS = 2_000;

const shared = { staleTime: SHARED_MS, retry: false } as const;

const statsQuery = (request: SessionsStatsRequest) =>
  queryOptions({
    ...shared,
    queryKey: ["sessions", "stats", request],
    queryFn: () => sdk.sessions.stats(request, { timeoutMs: TIMEOUT_MS }),
  });

/** One session of a list: the first or the newest. */
const oneQuery = (request: SessionsListRequest) =>
  queryOptions({
    ...shared,
    queryKey: ["sessions", "one", request],
    queryFn: async () => {
      const { items } = await sdk.sessions.list(
        { ...request, limit: 1 },
        { timeoutMs: TIMEOUT_MS },
      );
      return items[0] ?? null;
    },
  });

const sourceOf = (client: QueryClient): Source => {
  const oneOf = ({ search, zone }: Scope, request: SessionsListRequest) =>
    client.fetchQuery(oneQuery({ ...filterRequest(search, zone), ...request }));
  return {
    stats: (request) => client.fetchQuery(statsQuery(request)),
    async extent(scope) {
      const fields = ["timestamp" as const];
      const [first, newest] = await Promise.all([
        oneOf(scope, { orderByDirection: "asc", fields }),
        oneOf(scope, { orderByDirection: "desc", fields }),
      ]);
      return first && newest ? [first.timestamp, newest.timestamp] : undefined;
    },
    async longest(scope, page) {
      const order = { orderBy: "duration", orderByDirection: "desc" } as const;
      const session = await oneOf(scope, { ...order, page, fields: ["duration"] });
      return session?.duration ?? undefined;
    },
    async nameOf(property, id) {
      const search = { [`${property}_id`]: id, is_test: "true" };
      const session = await oneOf(
        { search, zone: "utc" },
        { orderByDirection: "desc", fields: [`${property}_name`] },
      );
      return session?.[`${property}Name`] ?? undefined;
    },
  };
};

/**
 * What a chart shows. It is loaded again when the page is opened. While the numbers of another search load, those
 * of the previous one stay.
 */
export const useLoaded = <Result>(
  name: string,
  scope: Scope,
  load: (source: Source, scope: Scope) => Promise<Result>,
) =>
  useQuery({
    queryKey: ["overview", name, scope],
    // A query has no undefined data.
    queryFn: async ({ client }) => ({ result: await load(sourceOf(client), scope) }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnReconnect: false,
  });

/** What {@link useLoaded} returns. */
export type Loaded<Result> = ReturnType<typeof useLoaded<Result>>;

/** When the newest session of a search started. Null if there is none. */
export const useNewest = (scope: Scope) =>
  useQuery({
    ...oneQuery({
      ...filterRequest(scope.search, scope.zone),
      orderByDirection: "desc",
      fields: ["timestamp"],
    }),
    select: (session) => session?.timestamp ?? null,
  });
