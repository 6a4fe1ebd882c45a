/** What the listener hears on when a link expires, the connection is lost or the browser can't play a type. */
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, expect, test } from "vitest";
import { longCall, putPendingCall } from "../support/calls.ts";
import { openConsole } from "../support/console.ts";
import { play, timeOf } from "../support/player.ts";
import { poll } from "../support/poll.ts";
import { startServiceProcess } from "../support/service-process.ts";

const browser = await openChromium();
afterAll(() => browser?.close());

/** The browser has not loaded the end of a recording of this length when it begins to play it. */
const SECONDS = 1_200;
const FAR = 1_100;

/** The links to recordings that a page requests. */
function linksOf(page: Page): string[] {
  const links: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/recording/stream")) links.push(request.url());
  });
  return links;
}

test("an expired link is renewed while it plays, at the same second", needs(browser), async () => {
  await using service = await startService({ tokenSeconds: 4 });
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

test("a lost connection comes back at the same second", needs(browser), async () => {
  await using service = await startServiceProcess();
  await putPendingCall(service, "1", longCall(SECONDS));
  await using console = await openConsole(browser!, service, "/sessions/1");
  const { page } = console;
  await play(page);
  await poll(() => timeOf(page)).toBeGreaterThan(1);
  await service.kill();
  const plot = page.getByTestId("plot");
  const { width } = (await plot.boundingBox())!;
  await plot.click({ position: { x: (width * FAR) / SECONDS, y: 60 } });
  await page.getByText("Reconnecting").waitFor();
  await service.restart();
  await poll(() => page.getByText("Reconnecting").count()).toBe(0);
  await poll(() => timeOf(page)).toBeGreaterThan(FAR + 1);
  expect(await timeOf(page)).toBeLessThan(FAR + 60);
});

test("a list that could not be loaded comes back", needs(browser), async () => {
  await using service = await startServiceProcess();
  await putSession(service, "1", { agent_name: "Front Desk" });
  await using console = await openConsole(browser!, service, "/sessions");
  const { page } = console;
  await page.getByRole("grid").getByText("Front Desk").waitFor();
  await service.kill();
  await page.getByRole("columnheader", { name: "Duration" }).getByRole("button").click();
  await page.getByText("The service can’t be reached.").waitFor();
  await service.restart();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("grid").getByText("Front Desk").waitFor();
  expect(new URL(page.url()).search).toBe("?sort=-duration");
});
