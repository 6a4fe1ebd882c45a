import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { importLines, jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole, PHONE } from "./support/console.ts";

const COUNT = 900;
/** A week in which clocks are turned forward, in the zone of the viewer. */
const WEEK = "from=2026-03-02&until=2026-03-08";
const START = Date.parse("2026-02-28T00:00:00Z");
const STEP_MS = 17 * 60_000;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
const emptyService = withService();

const open = (path: string, options = {}) => openConsole(browser!, service, path, options);

const send = async (method: string, path: string, body: unknown) => {
  const headers = jsonWith();
  const response = await service.call(path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
};

/** Sessions of three agents, of which two have names that begin in the same way. */
beforeAll(async () => {
  const agents = ["Front Desk", "Front Desk, After Hours", "Billing"];
  const channels = ["voice", "voice", "chat", "sms", "email"];
  const lines = Array.from({ length: COUNT }, (_, index) =>
    JSON.stringify({
      session_id: String(1_000 + index),
      timestamp: new Date(START + index * STEP_MS).toISOString(),
      duration: (index * 10) % 700,
      agent_id: String(index % 3),
      agent_name: agents[index % 3],
      channel_manager_type: channels[index % 5],
      is_outbound: index % 4 === 0,
    }),
  );
  await importLines(service, `${lines.join("\n")}\n`);
  for (let index = 200; index < 320; index++) {
    const id = 1_000 + index;
    const code = ["GOOD", "BAD", "OK"][index % 3] as string;
    const label = { session_id: id, type: "human-rating", code, user_email: "a@example.com" };
    await send("POST", "/api/v1/session_labels/", label);
    if (index % 5 > 0) continue;
    const timestamp = new Date(START + index * STEP_MS).toISOString();
    const tool = index % 2 ? { tool_error: "timeout" } : { tool_result: "{}" };
    const action = { timestamp, tool_name: "book", tool_request: "{}", duration_ms: 10, ...tool };
    const turn = { timestamp, lang: "en-US", source: "agent", text: "Hello" };
    await send("PUT", `/api/v1/sessions/transcript/${id}`, {
      transcription: [turn],
      actions: [action],
    });
    await send("PUT", `/api/v1/sessions/latency/${id}`, { timeline: latencyAt(index) });
  }
});

/** What a turn of the agent took, in its parts. */
function latencyAt(index: number) {
  const start = START + index * STEP_MS + 5_000;
  return ["stt", "llm", "tts"].map((category, part) => ({
    measurement_start: new Date(start + part * 300).toISOString(),
    timestamp: new Date(start + (part + 1) * 300).toISOString(),
    category,
    label: category,
    unit_type: "milliseconds",
    value: 300,
  }));
}

/** The first number of a text: `1,234 sessions` is 1234. */
const numberIn = (text: string) => Number(/\d[\d,.]*/.exec(text)?.[0].replaceAll(",", ""));

/** Follows a link, and returns how many sessions the list has. */
async function countBehind(page: Page, link: ReturnType<Page["locator"]>): Promise<number> {
  await link.click();
  await page.waitForURL(/\/sessions\?/);
  const total = page.getByRole("status").getByText(/^[\d,]+ sessions?$/);
  const count = numberIn(await total.innerText());
  await page.goBack();
  await page.getByText("compared with").first().waitFor();
  return count;
}

const chart = (page: Page, name: string) => page.getByRole("region", { name });

/** The numbers of the name of a link: `…: Voice 6, Chat 3` are 6 and 3, `…: p50 0.9 s` is 0.9. */
const valuesIn = (label: string) =>
  (label.split(": ").at(-1) as string)
    .split(", ")
    .map((text) => Number(/[\d.]+(?=\D*$)/.exec(text)?.[0]));

describe("a number leads to as many sessions", needs(browser), () => {
  test("in bars over time, by duration and by hour", async () => {
    await using console = await open(`/overview?${WEEK}`);
    const { page } = console;
    for (const name of ["Sessions over time", "Duration spread"]) {
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
    expect(await gaps.innerText()).toContain("No response gaps heard");
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
    await expect.poll(async () => numberIn(await link.innerText())).toBe(40);
    expect(await countBehind(page, link)).toBe(40);
    await page.getByRole("button", { name: "Clear the filter Label" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("label")).toBeNull();
    await expect.poll(async () => numberIn(await link.innerText())).toBeGreaterThan(40);
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
    await page.getByText("No sessions in these days").waitFor();
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
    await page.getByText("syllable import sessions.jsonl").waitFor();
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
    await page.getByRole("list", { name: "Duration spread" }).getByRole("link").first().waitFor();
    await expect.poll(() => page.locator("[aria-busy=true]").count()).toBe(0);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01);
    const overflow = () => document.documentElement.scrollWidth > innerWidth;
    expect(await page.evaluate(overflow)).toBe(false);
  });
});
