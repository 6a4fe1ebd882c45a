import { keepPreviousData, queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { sdk } from "../../app/sdk.ts";
import { audioQuery, recordingsQuery } from "../../app/session-queries.ts";

/** How often to ask for the analysis of a recording that is pending, in milliseconds. */
const PENDING_MS = 3_000;

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId],
    queryFn: ({ signal }) => sdk.sessions.getById({ sessionId }, { signal }),
  });

/** The turns, tool calls and measured steps of a session. A session of three hours has thousands. */
export const timelineQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId, "timeline"],
    queryFn: ({ signal }) =>
      sdk.sessions.timeline.getById({ sessionId }, { signal, timeoutMs: 60_000 }),
  });

/** The summary of a session, or null if it has none. */
export const summaryQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId, "summary"],
    queryFn: ({ signal }) =>
      sdk.sessions.fullSummary.getById({ sessionId }, { signal }).catch(nullIfNotFound),
  });

export const labelsOfQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId, "labels"],
    queryFn: async ({ signal }) => {
      const { items } = await sdk.sessionLabels.list(
        { limit: 1_000, searchFields: ["session_id"], searchFieldValues: [sessionId] },
        { signal },
      );
      return items;
    },
  });

export const speechQuery = (sessionId: string, name: string) =>
  queryOptions({
    queryKey: ["session", sessionId, "speech", name],
    queryFn: ({ signal }) => sdk.sessions.recordings.getSpeech({ sessionId, name }, { signal }),
  });

export const waveformQuery = (
  sessionId: string,
  name: string,
  samplesPerPixel: number | undefined,
) =>
  queryOptions({
    queryKey: ["session", sessionId, "waveform", name, samplesPerPixel ?? "finest"],
    queryFn: ({ signal }) =>
      sdk.sessions.recordings.getWaveform(
        { sessionId, name, ...(samplesPerPixel !== undefined && { samplesPerPixel }) },
        { signal, timeoutMs: 60_000 },
      ),
    placeholderData: keepPreviousData,
  });

function nullIfNotFound(error: { statusCode?: number }): null {
  if (error.statusCode === 404) return null;
  throw error;
}

/** The recordings of a session. While one is being analysed, they are loaded again. */
export function useRecordings(sessionId: string) {
  return useQuery({
    ...recordingsQuery(sessionId),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ analysis }) => analysis === "pending") ? PENDING_MS : false,
  });
}

/** What was heard in the recordings whose analysis is ready. */
export function useSound(sessionId: string, analysed: readonly string[]) {
  const audio = useQuery({
    ...audioQuery(sessionId),
    queryKey: [...audioQuery(sessionId).queryKey, ...analysed],
    enabled: analysed.length > 0,
  });
  const speeches = useQueries({
    queries: analysed.map((name) => speechQuery(sessionId, name)),
    combine: dataOf,
  });
  return { audio, speeches };
}

const dataOf = <Data>(results: readonly { readonly data: Data }[]): Data[] =>
  results.map(({ data }) => data);
