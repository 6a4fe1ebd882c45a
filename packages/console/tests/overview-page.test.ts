import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole, PHONE } from "./support/console.ts";
import { chart, countBehind, numberIn, putSessions, valuesIn, WEEK } from "./support/overview.ts";

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
const emptyService = withService();
beforeAll(() => putSessions(service));

/** Machines that run all tests at once are slow. */
const soon = { timeout: 90_000 };

const open = (path: string, options = {}) => openConsole(browser!, service, path, options);

describe("the page", needs(browser), () => {
  test("has the same numbers and links as tables", async () => {
    await using console = await open(`/overview?${WEEK}`);
    const { page } = console;
    const bars = chart(page, "Sessions over time").getByRole("list", { name: /over time/ });
    await bars.getByRole("link").first().waitFor();
    const [hrefs, labels] = await bars
      .getByRole("link")
      .evaluateAll((links) => [
        links.map((link) => link.getAttribute("href")),
        links.map((link) => link.getAttribute("aria-label")),
      ]);
    await page.getByText("Tables", { exact: true }).click();
    await page.waitForURL(/view=tables/);
    const table = page.getByRole("table", { name: "Sessions over time" });
    const rows = table.getByRole("rowheader").getByRole("link");
    expect(await rows.evaluateAll((links) => links.map((a) => a.getAttribute("href")))).toEqual(
      hrefs,
    );
    const first = table
      .getByRole("row")
      .filter({ has: page.getByRole("link") })
      .first();
    const texts = (await first.getByRole("cell").allInnerTexts()).map(numberIn);
    expect(texts).toEqual(valuesIn(labels?.[0] as string));
    await page.reload();
    await table.waitFor();
  });

  test("takes its filters along, and back", async () => {
    await using console = await open(`/overview?${WEEK}`);
    const { page } = console;
    await page.getByText("compared with").waitFor();
    await page.getByRole("button", { name: "Label", exact: true }).click();
    await page.getByRole("button", { name: "BAD", exact: true }).click();
    await page.waitForURL(/label=bad/);
    const link = page.getByRole("list", { name: "Figures" }).getByRole("link").first();
    await expect.poll(async () => numberIn(await link.innerText()), soon).toBe(40);
    expect(await countBehind(page, link)).toBe(40);
    await page.getByRole("button", { name: "Clear the Label filter" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("label"), soon).toBeNull();
    await expect.poll(async () => numberIn(await link.innerText()), soon).toBeGreaterThan(40);
  });

  test("works with the keyboard alone", async () => {
    await using console = await open("/sessions");
    const { page } = console;
    await page.getByRole("grid").getByText("Billing").first().waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.waitForURL(/\/overview/);
    await page.goto(`/overview?${WEEK}`);
    const bars = page.getByRole("list", { name: "Sessions over time" }).getByRole("link");
    await bars.first().waitFor();
    // All bars are one tab stop.
    expect(await bars.evaluateAll((links) => links.map(({ tabIndex }) => tabIndex))).toEqual([
      0,
      ...Array((await bars.count()) - 1).fill(-1),
    ]);
    await bars.first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await bars.nth(2).evaluate((link) => link === document.activeElement)).toBe(true);
    const href = await bars.nth(2).getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname + url.search === href);
  });

  test("says which days have sessions if the last week has none", async () => {
    await using console = await open("/overview?range=today&agent_name=Billing");
    const { page } = console;
    await page.getByText("No sessions in this date range").waitFor();
    await page.getByRole("button", { name: /^Show .*Mar/ }).click();
    await page.getByText("compared with").waitFor();
    expect(new URL(page.url()).searchParams.get("agent_name")).toBe("Billing");
    await page.goto("/overview?agent_name=nobody&range=all");
    await page.getByText("No sessions match these filters").waitFor();
  });

  test("shows the last 7 days, and how to import if there are no sessions", async () => {
    await using console = await openConsole(browser!, emptyService, "/overview");
    const { page } = console;
    await page.getByText("Last 7 days").waitFor();
    await page.getByText("/api/v1/sessions/import").waitFor();
    await putSession(emptyService, "1", { timestamp: new Date().toISOString(), duration: 61 });
    await page.reload();
    await page
      .getByRole("status")
      .getByText(/^1 session/)
      .waitFor();
    await page.getByRole("link", { name: "1:00 – 2:00: Sessions 1" }).waitFor();
  });

  test("says which chart could not be loaded, and keeps the others", async () => {
    await using console = await open("/settings");
    const { page } = console;
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    const url = /stats\?.*group_by=is_outbound/;
    await page.route(url, (route) => route.fulfill({ status: 503, body: "{}" }));
    await page.goto(`/overview?${WEEK}`);
    await page.getByText("By direction could not be loaded").waitFor();
    await page
      .getByRole("list", { name: "Sessions over time" })
      .getByRole("link")
      .first()
      .waitFor();
    await page.unroute(url);
    await page.getByRole("button", { name: "Try again" }).click();
    await chart(page, "By direction").getByRole("link", { name: "Inbound" }).waitFor();
  });

  test.each([
    ["1440 px", {}],
    ["390 px", PHONE],
    ["3840 px", { viewport: { width: 3840, height: 2160 } }],
  ])("does not move while it loads, at %s", async (_, size) => {
    await using console = await open("/settings", size);
    const { page } = console;
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as { value?: number }).value ?? 0);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`/overview?${WEEK}`);
    await page
      .getByRole("list", { name: "Sessions by duration" })
      .getByRole("link")
      .first()
      .waitFor();
    await expect.poll(() => page.locator("[aria-busy=true]").count(), soon).toBe(0);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01);
    const overflow = () => document.documentElement.scrollWidth > innerWidth;
    expect(await page.evaluate(overflow)).toBe(false);
  });
});
