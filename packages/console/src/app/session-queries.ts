import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { ListResponseSession, Session, SessionLabel } from "syllable-sdk/models/components";
import type { SessionsListRequest } from "syllable-sdk/models/operations";
import { sdk } from "./sdk.ts";

/** One page of a list. It is not loaded again until the viewer asks for newer sessions. */
export const sessionsQuery = (request: SessionsListRequest) =>
  queryOptions({
    queryKey: ["sessions", "list", request],
    queryFn: ({ signal }) => sdk.sessions.list(request, { signal, timeoutMs: 60_000 }),
  });

/** The recordings of a session. */
export const recordingsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId, "recordings"],
    queryFn: ({ signal }) => sdk.sessions.recordings.list({ sessionId }, { signal }),
  });

/** What was heard in the recordings of a session. */
export const audioQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId, "audio"],
    queryFn: ({ signal }) => sdk.sessions.audio.getById({ sessionId }, { signal }),
  });

/** Gets all labels of some sessions. */
export async function listLabels(
  sessionIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly SessionLabel[]> {
  const request = {
    limit: 10_000,
    searchFields: ["session_id_list" as const],
    searchFieldValues: [sessionIds.join(",")],
  };
  const { items } = await sdk.sessionLabels.list(request, { signal });
  return items;
}

/** The labels of some sessions. */
export const labelsQuery = (sessionIds: readonly string[]) =>
  queryOptions({
    queryKey: ["labels", sessionIds],
    queryFn: ({ signal }) => listLabels(sessionIds, signal),
  });

/** Makes a label that was just created known to the lists that are loaded. */
export async function noteLabel(
  queryClient: QueryClient,
  { id, sessionId }: SessionLabel,
): Promise<void> {
  queryClient.setQueriesData<ListResponseSession>({ queryKey: ["sessions", "list"] }, (list) => {
    if (!list) return list;
    const items = list.items.map((session) =>
      idOf(session) === String(sessionId) ? { ...session, sessionLabelId: String(id) } : session,
    );
    return { ...list, items };
  });
  await queryClient.invalidateQueries({ queryKey: ["labels"] });
  // The lists keep their rows. What is counted may have changed.
  for (const counted of ["total", "stats"]) {
    await queryClient.invalidateQueries({ queryKey: ["sessions", counted] });
  }
}

/** The id of a session of a list, which has all its properties. */
export const idOf = (session: Session): string => session.sessionId as string;
