import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";
import { readOverviewSearch } from "./search.ts";

export const overviewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/overview",
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import("./view.tsx"), "OverviewPage"),
});
