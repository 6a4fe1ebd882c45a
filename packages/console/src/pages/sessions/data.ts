import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Session, SessionLabel } from "syllable-sdk/models/components";
import type { Zone } from "../../app/preferences.ts";
import { idOf, labelsQuery, sessionsQuery } from "../../app/session-queries.ts";
import { labelThatCounts } from "../../components/label-mark.tsx";
import { filterRequest, listRequest } from "../../filters/request.ts";
import type { ListSearch } from "../../filters/search.ts";
import { totalQuery } from "../../filters/totals.ts";

const NONE: readonly Session[] = [];
const NEWER_INTERVAL_MS = 20_000;

/** The page of the list that a search shows. While another one loads, the previous one stays. */
export function useSessions(search: ListSearch, zone: Zone) {
  const request = listRequest(search, zone);
  const result = useQuery({ ...sessionsQuery(request), placeholderData: keepPreviousData });
  const filters = JSON.stringify(filterRequest(search, zone));
  const [counted, setCounted] = useState(filters);
  if (!result.isPlaceholderData && counted !== filters) setCounted(filters);
  return {
    ...result,
    /** Whether the total is not known yet, or is that of other filters. */
    isCounting: result.isPending || counted !== filters,
    rows: result.data?.items ?? NONE,
    total: result.data?.totalCount ?? undefined,
    /** Whether the rows are those of an earlier search. */
    isStale: result.isPlaceholderData,
  };
}

/** How many sessions were stored since the page was loaded. The page itself does not change. */
export function useNewer(search: ListSearch, zone: Zone, total: number | undefined): number {
  const { data } = useQuery({
    ...totalQuery(filterRequest(search, zone)),
    enabled: total !== undefined,
    staleTime: 0,
    refetchInterval: NEWER_INTERVAL_MS,
    retry: false,
  });
  return total === undefined || data === undefined ? 0 : Math.max(0, data - total);
}

/** Loads the page of a list again, with the sessions that are newer. */
export function useReload(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.refetchQueries({ queryKey: ["sessions", "list"], type: "active" });
    queryClient.removeQueries({ queryKey: ["sessions", "list"], type: "inactive" });
  };
}

const LABELS_PER_REQUEST = 50;

/** The label that counts, by session id, for rows from one index to another. Labels are loaded in batches. */
export function useLabels(
  rows: readonly Session[],
  first: number,
  last: number,
): ReadonlyMap<string, SessionLabel> {
  const batches = useMemo(() => {
    const all: string[][] = [];
    for (let index = 0; index < rows.length; index += LABELS_PER_REQUEST) {
      const batch = rows.slice(index, index + LABELS_PER_REQUEST);
      all.push(batch.filter(({ sessionLabelId }) => sessionLabelId).map(idOf));
    }
    return all;
  }, [rows]);
  const visible = batches.slice(
    Math.floor(first / LABELS_PER_REQUEST),
    Math.floor(last / LABELS_PER_REQUEST) + 1,
  );
  return useQueries({
    queries: visible.filter((ids) => ids.length > 0).map((ids) => labelsQuery(ids)),
    combine: combineLabels,
  });
}

function combineLabels(
  results: readonly { readonly data: readonly SessionLabel[] | undefined }[],
): ReadonlyMap<string, SessionLabel> {
  const bySession = new Map<string, SessionLabel[]>();
  for (const label of results.flatMap(({ data }) => data ?? [])) {
    const id = String(label.sessionId);
    bySession.set(id, [...(bySession.get(id) ?? []), label]);
  }
  return new Map(
    [...bySession].map(([id, labels]) => [id, labelThatCounts(labels) as SessionLabel]),
  );
}
