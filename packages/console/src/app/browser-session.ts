import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, type BrowserSession } from "./api.ts";

/** The session of this browser: who is signed in, and where. */
export const browserSessionQuery = queryOptions({
  queryKey: ["browser-session"],
  queryFn: ({ signal }) => api.session.get(signal),
  retry: false,
});

/** The session of this browser, on a page that needs one. */
export const useBrowserSession = (): BrowserSession => useSuspenseQuery(browserSessionQuery).data;
