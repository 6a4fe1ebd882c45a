import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { signIn } from "./data.ts";

export interface SignInSearch {
  /** The address to return to after sign-in, within the console. */
  readonly to?: string | undefined;
  /** What went wrong before: the link that led here was used or has expired. */
  readonly problem?: "link" | undefined;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    // A path of this console, not another host: "//host" and "/\host" lead away.
    to: typeof search.to === "string" && /^\/(?![/\\])/.test(search.to) ? search.to : undefined,
    problem: search.problem === "link" ? "link" : undefined,
  }),
  /** Signs in with the link that `npm start` prints: `/sign-in#link=…`. */
  async beforeLoad({ location, search, preload }) {
    const link = new URLSearchParams(location.hash).get("link");
    if (!link || preload) return;
    const isSignedIn = await signIn({ link }).then(
      () => true,
      () => false,
    );
    throw isSignedIn
      ? redirect({ href: search.to ?? "/sessions", replace: true })
      : redirect({ to: "/sign-in", search: { ...search, problem: "link" }, replace: true });
  },
  component: lazyRouteComponent(() => import("./view.tsx"), "SignInPage"),
});
