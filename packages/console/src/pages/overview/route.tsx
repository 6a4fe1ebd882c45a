import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";
import { readListSearch } from "../../filters/search.ts";

export const overviewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/overview",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./view.tsx"), "OverviewPage"),
});
