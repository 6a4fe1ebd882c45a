import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";
import { readListSearch } from "../../filters/search.ts";

export const sessionsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/sessions",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./view.tsx"), "SessionsPage"),
});
