import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { PageError } from "../components/page-error.tsx";
import { PageNotFound } from "../components/page-not-found.tsx";
import { keysRoute } from "../pages/keys/route.tsx";
import { overviewRoute } from "../pages/overview/route.tsx";
import { sessionRoute } from "../pages/session/route.tsx";
import { sessionsRoute } from "../pages/sessions/route.tsx";
import { settingsRoute } from "../pages/settings/route.tsx";
import { signInRoute } from "../pages/sign-in/route.tsx";
import { browserSessionQuery } from "./browser-session.ts";
import { consoleRoute } from "./console-route.tsx";
import { queryClient } from "./query-client.ts";
import { rootRoute } from "./root-route.tsx";
import { onUnauthorized } from "./sdk.ts";
import { parseSearch, stringifySearch } from "./search-params.ts";

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/sessions", replace: true });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    indexRoute,
    signInRoute,
    consoleRoute.addChildren([
      sessionsRoute,
      sessionRoute,
      overviewRoute,
      keysRoute,
      settingsRoute,
    ]),
  ]),
  context: { queryClient },
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: PageNotFound,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Leads to the sign-in page when the service no longer accepts the session, and back after sign-in. */
onUnauthorized(() => {
  if (router.state.location.pathname === "/sign-in") return;
  const { href } = router.state.location;
  queryClient.removeQueries({ queryKey: browserSessionQuery.queryKey });
  void router.navigate({ to: "/sign-in", search: { to: href }, replace: true });
});
