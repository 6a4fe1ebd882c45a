import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../app/console-route.tsx";

export const settingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./view.tsx"), "SettingsPage"),
});
