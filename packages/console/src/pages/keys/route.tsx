import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";

export const keysRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/keys",
  component: lazyRouteComponent(() => import("./view.tsx"), "KeysPage"),
});
