import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";
import { recordingsQuery } from "../../app/session-queries.ts";
import { type ListSearch, readListSearch } from "../../filters/search.ts";
import { sessionQuery, timelineQuery } from "./data.ts";

/** The address of a session: the list that it was opened from, and the second to start at. */
export interface SessionSearch extends ListSearch {
  /** The second of the session. */
  readonly t?: number | undefined;
}

export const sessionRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/sessions/$sessionId",
  validateSearch(search: Record<string, unknown>): SessionSearch {
    const t = Number(search.t);
    return { ...readListSearch(search), t: t >= 0 ? t : undefined };
  },
  // What the page needs first is requested while its script loads. The page itself waits for it, and reports errors.
  loader({ context: { queryClient }, params: { sessionId } }) {
    void queryClient.prefetchQuery(sessionQuery(sessionId));
    void queryClient.prefetchQuery(timelineQuery(sessionId));
    void queryClient.prefetchQuery(recordingsQuery(sessionId));
  },
  component: lazyRouteComponent(() => import("./view.tsx"), "SessionPage"),
});
