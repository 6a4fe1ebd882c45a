import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "./support/console.ts";
import { chart, countBehind, numberIn, putSessions, valuesIn, WEEK } from "./support/overview.ts";

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(() => putSessions(service));

const open = (path: string, options = {}) => openConsole(browser!, service, path, options);

describe("a number leads to as many sessions", needs(browser), () => {
  test("in bars over time, by duration and by hour", async () => {
    await using console = await open(`/overview?${WEEK}`);
    const { page } = console;
    for (const name of ["Sessions over time", "Sessions by duration"]) {
      const bars = chart(page, name).getByRole("list", { name }).getByRole("link");
      await bars.first().waitFor();
      for (const bar of [bars.first(), bars.nth(3), bars.last()]) {
        const label = (await bar.getAttribute("aria-label")) as string;
        const sum = valuesIn(label).reduce((total, value) => total + value, 0);
        expect(await countBehind(page, bar), label).toBe(sum);
        await bars.first().waitFor();
      }
    }
    const hours = page.getByRole("table", { name: "Sessions by weekday and hour" });
    // An hour that clocks skipped has no sessions.
    const names = await hours
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
    expect(names).not.toContainEqual(expect.stringContaining("Sun 02:00"));
    for (const time of ["Mon 00:00", "Sun 03:00", "Sun 23:00"]) {
      const cell = hours.getByRole("link", { name: time });
      const label = (await cell.getAttribute("aria-label")) as string;
      const sessions = numberIn(label.replace(time, ""));
      expect(await countBehind(page, cell), label).toBe(sessions);
      await hours.waitFor();
    }
    expect(console.errors).toEqual([]);
  });

  test("by agent, channel, label and direction", async () => {
    await using console = await open(`/overview?${WEEK}`);
    const { page } = console;
    const agents = page.getByRole("table", { name: "By agent" });
    for (const name of ["Front Desk", "Front Desk, After Hours"]) {
      const row = agents.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
      const sessions = numberIn(await row.getByRole("cell").first().innerText());
      const link = row.getByRole("link", { name, exact: true });
      expect(await countBehind(page, link), name).toBe(sessions);
      await agents.getByText("Billing").waitFor();
    }
    const items = [
      ["Sessions over time", /^Voice/],
      ["By label", /^GOOD/],
      ["By label", /^None/],
      ["By direction", /^Outbound/],
    ] as const;
    for (const [name, text] of items) {
      const item = chart(page, name).getByRole("link", { name: text });
      const sessions = numberIn(await item.innerText());
      expect(sessions).toBeGreaterThan(0);
      expect(await countBehind(page, item), `${name} ${text}`).toBe(sessions);
      await item.waitFor();
    }
  });

  test("in the figures", async () => {
    await using console = await open(`/overview?${WEEK}`);
    const { page } = console;
    const figures = page.getByRole("list", { name: "Figures" }).getByRole("listitem");
    const total = figures.filter({ hasText: /^Sessions/ }).getByRole("link");
    await page.getByText("compared with").waitFor();
    const all = numberIn(await total.innerText());
    expect(await countBehind(page, total)).toBe(all);
    for (const title of ["Labelled BAD", "With tool errors"]) {
      const link = figures.filter({ hasText: title }).getByRole("link");
      const [, share, note] = (await link.innerText()).split("\n").filter(Boolean);
      const sessions = numberIn(note as string);
      expect(share).toBe(`${((100 * sessions) / all).toFixed(1)}%`);
      expect(await countBehind(page, link), title).toBe(sessions);
    }
    const gaps = figures.filter({ hasText: "Response gap p95" });
    expect(await gaps.innerText()).toContain("No response gaps measured");
    const faults = figures.filter({ hasText: "With audio faults" });
    expect(await faults.innerText()).toContain("No recordings analysed");
    const latency = chart(page, "Latency").getByRole("list").getByRole("link");
    const [median] = valuesIn((await latency.first().getAttribute("aria-label")) as string);
    expect(median).toBeGreaterThan(0);
  });

  test("in an hour of several weeks, which lists its days", async () => {
    await using console = await open("/overview?from=2026-02-23&until=2026-03-15");
    const { page } = console;
    const cell = page.getByRole("button", { name: /^Sat 10:00/ });
    const sessions = numberIn(((await cell.getAttribute("aria-label")) as string).slice(10));
    await cell.click();
    const links = page.getByRole("dialog").getByRole("link");
    await links.first().waitFor();
    const counts = (await links.locator("span").allInnerTexts()).map(numberIn);
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(sessions);
    expect(await countBehind(page, links.first())).toBe(counts[0]);
  });
});
