/** What the listener hears on when a link expires, the connection is lost or the browser can't play a type. */
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { startService } from "syllable-test-support/service";
import { afterAll, expect, test } from "vitest";
import { longCall, putPendingCall } from "../support/calls.ts";
import { openConsole } from "../support/console.ts";
import { play, poll, timeOf } from "../support/player.ts";

const browser = await openChromium();
afterAll(() => browser?.close());

/** The browser has not loaded the end of a recording of this length when it begins to play it. */
const SECONDS = 1_200;
const FAR = 1_100;

/** A service that stops waits for the streams of recordings to end. */
const LONG = { ...needs(browser), timeout: 300_000 };

/** The links to recordings that a page requests. */
function linksOf(page: Page): string[] {
  const links: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/recording/stream")) links.push(request.url());
  });
  return links;
}

test("an expired link is renewed while it plays, at the same second", LONG, async () => {
  await using service = await startService({ tokenSeconds: 8 });
  await putPendingCall(service, "1", longCall(SECONDS));
  await using console = await openConsole(browser!, service, "/");
  const { page } = console;
  const links = linksOf(page);
  await page.goto("/sessions/1?t=10");
  await play(page);
  await poll(() => timeOf(page)).toBeGreaterThan(11);
  const first = new Set(links);
  await eventually(async () => {
    const statuses = await Promise.all([...first].map(async (url) => (await fetch(url)).status));
    expect(Math.min(...statuses)).toBeGreaterThanOrEqual(400);
  }, 30_000);
  const slider = page.getByRole("slider", { name: "Position" });
  await slider.press("End");
  await page.getByRole("button", { name: "Back 5 s" }).click();
  await page
    .getByRole("button", { name: /^(Play|Pause)$/ })
    .first()
    .waitFor();
  if (await page.getByRole("button", { name: "Play", exact: true }).isVisible()) await play(page);
  await poll(() => timeOf(page)).toBeGreaterThan(SECONDS - 4);
  expect(links.some((link) => !first.has(link))).toBe(true);
  expect(await page.getByText("Reconnecting").count()).toBe(0);
});

test("a lost connection comes back at the same second", LONG, async () => {
  const first = await startService();
  const port = Number(new URL(first.url).port);
  await putPendingCall(first, "1", longCall(SECONDS));
  await using console = await openConsole(browser!, first, "/sessions/1");
  const { page } = console;
  await play(page);
  await poll(() => timeOf(page)).toBeGreaterThan(1);
  await first.stop();
  const plot = page.getByTestId("plot");
  const { width } = (await plot.boundingBox())!;
  await plot.click({ position: { x: (width * FAR) / SECONDS, y: 60 } });
  await page.getByText("Reconnecting").waitFor();
  await using _second = await startService({ dataDir: first.dataDir, port });
  await poll(() => page.getByText("Reconnecting").count()).toBe(0);
  await poll(() => timeOf(page)).toBeGreaterThan(FAR + 1);
  expect(await timeOf(page)).toBeLessThan(FAR + 60);
});
