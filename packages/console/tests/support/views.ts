import type { Page } from "playwright-core";

export type Screen = "desktop" | "tablet" | "phone";

/** A view of the console in one of its states, for tests of what holds for every view. */
export interface View {
  readonly path: string;
  /** A text that is there when the view is complete. */
  readonly ready: string;
  /** The key to press, or the name of the button, that leads to this state. */
  readonly key?: string;
  readonly press?: string;
  /** The screens that have it, by default all. */
  readonly on?: readonly Screen[];
}

/** Views of a service that has the sessions of `putExamples`, for a browser that is signed in with an admin key. */
export const VIEWS: readonly View[] = [
  { path: "/sessions", ready: "4 sessions" },
  { path: "/sessions", ready: "Compact rows", press: "Columns", on: ["desktop", "tablet"] },
  { path: "/sessions", ready: "Last 7 days", press: "All time" },
  { path: "/sessions", ready: "At least", press: "Duration" },
  { path: "/sessions", ready: "Conversation", press: "Filter" },
  { path: "/sessions", ready: "Next row", key: "?" },
  { path: "/sessions?agent_name=nobody", ready: "No sessions match" },
  { path: "/sessions/1?t=17", ready: "Done." },
  { path: "/sessions/1", ready: "Issues", press: "Comment", on: ["desktop", "tablet"] },
  { path: "/sessions/1", ready: "Mute caller", press: "More", on: ["phone"] },
  { path: "/sessions/1", ready: "ms per turn or call", press: "Latency", on: ["tablet", "phone"] },
  { path: "/sessions/1", ready: "Raw JSON", press: "Fields", on: ["tablet", "phone"] },
  { path: "/sessions/2", ready: "No recording" },
  { path: "/sessions/999", ready: "Session not found" },
  { path: "/overview?from=2026-11-17&until=2026-11-17", ready: "Busiest" },
  { path: "/overview?from=2026-11-17&until=2026-11-17&view=tables", ready: "Sessions over time" },
  { path: "/overview", ready: "No sessions in this date range" },
  { path: "/keys", ready: "this browser" },
  { path: "/keys", ready: "What uses the key", press: "New key" },
  { path: "/settings", ready: "Audio analysis" },
];

/** Opens a view, and waits until it is complete. */
export async function show(page: Page, { path, ready, key, press }: View): Promise<void> {
  await page.goto(path);
  if (press) await page.getByRole("button", { name: press, exact: true }).first().click();
  if (key) {
    await page.getByRole("main").waitFor();
    await page.keyboard.press(key);
  }
  await page.getByText(ready).first().waitFor();
  if (path.startsWith("/sessions/1")) {
    await page.locator("[data-recording] canvas").first().waitFor({ state: "attached" });
  }
}
