import type { BrowserSession } from "../app/api.ts";
import type { IconName } from "../components/icon.tsx";

/** The pages of the rail. `g` and the key lead there. */
const PAGES = [
  { to: "/sessions", title: "Sessions", icon: "sessions", key: "s" },
  { to: "/overview", title: "Overview", icon: "overview", key: "o" },
  { to: "/keys", title: "Keys", icon: "key", key: "k", admin: true },
  { to: "/settings", title: "Settings", icon: "settings", key: "t" },
] as const satisfies readonly { icon: IconName; [name: string]: unknown }[];

/** The pages that the key may open. */
export const pagesFor = ({ key }: BrowserSession) =>
  PAGES.filter((page) => !("admin" in page) || key.scope === "admin");
