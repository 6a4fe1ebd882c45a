import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { idOf, sessionsQuery } from "../../../app/session-queries.ts";
import { noteStep } from "../../../app/steps-taken.ts";
import { useZone } from "../../../app/zone.ts";
import { listRequest } from "../../../filters/request.ts";
import { type ListSearch, PAGE_SIZES } from "../../../filters/search.ts";

interface Neighbour {
  readonly sessionId: string;
  readonly page: number;
}

/** The place of a session in the list that it was opened from, and the sessions before and after it. */
export function useNeighbours(sessionId: string, search: ListSearch) {
  const zone = useZone();
  const navigate = useNavigate();
  const { page = 1, size = PAGE_SIZES[0] } = search;
  const { data } = useQuery(sessionsQuery(listRequest(search, zone)));
  const rows = data?.items ?? [];
  const index = rows.findIndex((session) => idOf(session) === sessionId);
  const isKnown = index >= 0;
  const total = data?.totalCount ?? undefined;
  const position = isKnown ? (page - 1) * size + index + 1 : undefined;

  // The neighbour of the first or last row is on another page.
  const isLast = isKnown && index === rows.length - 1 && total !== undefined && position! < total;
  const isFirst = isKnown && index === 0 && page > 1;
  const nextPage = usePage(search, page + 1, isLast);
  const previousPage = usePage(search, page - 1, isFirst);
  const next = isLast ? nextPage?.[0] : rows[index + 1];
  const previous = isFirst ? previousPage?.at(-1) : rows[index - 1];

  const neighbour = (session: typeof next, itsPage: number): Neighbour | undefined =>
    isKnown && session ? { sessionId: idOf(session), page: itsPage } : undefined;
  return {
    position,
    total,
    previous: neighbour(previous, isFirst ? page - 1 : page),
    next: neighbour(next, isLast ? page + 1 : page),
    open: ({ sessionId: id, page: itsPage }: Neighbour) => {
      const shownPage = itsPage > 1 ? itsPage : undefined;
      noteStep(sessionId, { row: id, page: shownPage });
      void navigate({
        to: "/sessions/$sessionId",
        params: { sessionId: id },
        search: { ...search, page: shownPage, row: undefined },
        replace: true,
      });
    },
  };
}

export type Neighbours = ReturnType<typeof useNeighbours>;

/** Another page of the list, if it is needed. */
function usePage(search: ListSearch, page: number, isNeeded: boolean) {
  const zone = useZone();
  const { data } = useQuery({
    ...sessionsQuery(listRequest({ ...search, page }, zone)),
    enabled: isNeeded,
  });
  return data?.items;
}
