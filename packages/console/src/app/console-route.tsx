import { createRoute, redirect } from "@tanstack/react-router";
import { Frame } from "../frame/frame.tsx";
import { ApiError } from "./api.ts";
import { browserSessionQuery } from "./browser-session.ts";
import { rootRoute } from "./root-route.tsx";

/** The parent of every page that needs a session: leads to the sign-in page without one, and back after it. */
export const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "console",
  async beforeLoad({ context, location }) {
    try {
      await context.queryClient.ensureQueryData(browserSessionQuery);
    } catch (error) {
      if (error instanceof ApiError && error.statusCode === 401) {
        throw redirect({ to: "/sign-in", search: { to: location.href }, replace: true });
      }
      throw error;
    }
  },
  component: Frame,
});
