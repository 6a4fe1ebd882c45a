import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";
import { lastStepFrom } from "../../app/steps-taken.ts";
import { readListSearch } from "../../filters/search.ts";

export const sessionsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/sessions",
  validateSearch: readListSearch,
  // Back from a session selects the row of the session that was shown last.
  beforeLoad({ search }) {
    const last = lastStepFrom(search.row);
    if (last) throw redirect({ to: "/sessions", search: { ...search, ...last }, replace: true });
  },
  component: lazyRouteComponent(() => import("./view.tsx"), "SessionsPage"),
});
