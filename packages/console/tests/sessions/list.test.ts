import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { importLines, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnTexts, openConsole } from "./support/console.ts";

const HOSTILE = '<img src=x onerror="window.ran=true">';
const COUNT = 10_000;
const TIME = 1;
const DURATION = 2;
const AGENT = 5;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();

/** Sessions of two agents, a minute apart. Every tenth is a test session of a third agent. */
beforeAll(async () => {
  const start = Date.parse("2026-03-01T00:00:00Z");
  const lines = Array.from({ length: COUNT }, (_, index) =>
    JSON.stringify({
      session_id: String(1_000 + index),
      timestamp: new Date(start + index * 60_000).toISOString(),
      duration: index % 500,
      agent_name: index % 2 ? "Front Desk" : "Billing",
      channel_manager_type: index % 3 ? "voice" : "chat",
      source: `+1206555${String(index).padStart(4, "0")}`,
      is_outbound: index % 4 === 0,
    }),
  );
  await importLines(service, `${lines.join("\n")}\n`);
});

const open = (path: string, options = {}) => openConsole(browser!, service, path, options);

describe("the list", needs(browser), () => {
  test("is filtered and sorted, and its address opens the same view", async () => {
    await using console = await open("/sessions");
    const { page } = console;
    await page.getByText("10,000 sessions").waitFor();
    await page.getByRole("button", { name: "Agent", exact: true }).first().click();
    await page.getByLabel("Contains").fill("front");
    await page.keyboard.press("Enter");
    await page.getByText("5,000 sessions").waitFor();
    await page.getByRole("columnheader", { name: "Duration" }).getByRole("button").click();
    await page
      .locator('[role=columnheader][aria-sort="descending"]', { hasText: "Duration" })
      .waitFor();
    await expect.poll(() => columnTexts(page, DURATION)).toContain("8:19");
    const texts = await columnTexts(page, DURATION);
    expect(new Set(texts)).toEqual(
      new Set(["8:19", "8:17", "8:15"].filter((t) => texts.includes(t))),
    );
    expect(new Set(await columnTexts(page, AGENT))).toEqual(new Set(["Front Desk"]));
    const grid = page.getByRole("grid");
    expect(await grid.getAttribute("aria-rowcount")).toBe("5000");
    await using second = await open(page.url().replace(service.url, ""));
    await second.page.getByText("5,000 sessions").waitFor();
    await expect.poll(() => columnTexts(second.page, DURATION)).toEqual(texts);
    expect(console.errors).toEqual([]);
  });

  test("returns to the same row", async () => {
    await using console = await open("/sessions?size=100&page=2");
    const { page } = console;
    const row = page.getByRole("row", { selected: true });
    await page.getByRole("grid").getByText("Billing").first().waitFor();
    for (let index = 0; index < 40; index++) await page.keyboard.press("j");
    const id = await row.getAttribute("id");
    expect(await row.getAttribute("aria-rowindex")).toBe("140");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/sessions\/\d+\?/);
    await page.goBack();
    await expect.poll(() => row.getAttribute("id")).toBe(id);
    await expect.poll(() => row.evaluate(isInView)).toBe(true);
    expect(new URL(page.url()).searchParams.get("page")).toBe("2");
  });

  test("works with the keyboard alone", async () => {
    await using console = await open("/sessions");
    const { page } = console;
    const grid = page.getByRole("grid");
    await grid.getByText("Billing").first().waitFor();
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    const active = async () =>
      page.locator(`[id="${await grid.getAttribute("aria-activedescendant")}"]`).innerText();
    expect(await active()).toContain("Front Desk");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    await expect.poll(active).toBe("Duration");
    await page.keyboard.press("Enter");
    await page.waitForURL(/sort=-duration/);
    await page.keyboard.press("/");
    await page.keyboard.type("5550042");
    await page.getByText("1 session", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Next row").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.getByRole("heading", { name: "Settings" }).waitFor();
  });

  test("shows 10,000 rows with few in the document", async () => {
    await using console = await open("/sessions?size=10000&sort=timestamp");
    const { page } = console;
    const grid = page.getByRole("grid");
    await grid.getByText("Billing").first().waitFor();
    expect(await grid.getAttribute("aria-rowcount")).toBe("10000");
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await grid.evaluate((element, part) => {
        element.scrollTop = element.scrollHeight * part;
      }, share);
      await expect
        .poll(() => page.locator("[role=row][aria-rowindex]").last().getAttribute("aria-rowindex"))
        .toSatisfy((index) => Number(index) >= share * COUNT);
      expect(await page.locator("[role=row][aria-rowindex]").count()).toBeLessThan(100);
    }
    expect(await page.locator('[aria-rowindex="10000"]').innerText()).toContain("Front Desk");
  });

  test("says which filter empties it, and removes it", async () => {
    await using console = await open("/sessions?agent_name=nobody&channel_manager_type=chat");
    const { page } = console;
    await page.getByText("Without the filter Agent, 3,334 sessions match.").waitFor();
    await page.getByRole("button", { name: "Remove the filter Agent" }).click();
    await page.getByText("3,334 sessions").waitFor();
  });

  test("shows times in UTC, in the zone of the viewer and of the agent", async () => {
    await putSession(service, "500", {
      timestamp: "2026-02-01T09:00:00Z",
      agent_name: "Tokyo",
      agent_timezone: "Asia/Tokyo",
    });
    const times = { utc: "01 Feb 09:00:00", local: "01 Feb 01:00:00", agent: "01 Feb 18:00:00" };
    for (const [zone, time] of Object.entries(times)) {
      await using console = await open(`/sessions?agent_name=Tokyo&zone=${zone}`);
      await expect
        .poll(() => columnTexts(console.page, TIME))
        .toEqual([expect.stringContaining(time)]);
    }
  });

  test("never runs the text of users", async () => {
    await putSession(service, "501", {
      agent_name: HOSTILE,
      source: HOSTILE,
      prompt_name: HOSTILE,
    });
    await using console = await open("/sessions?session_id=501");
    const { page } = console;
    await page.getByRole("gridcell", { name: HOSTILE, exact: true }).first().waitFor();
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    expect(await page.locator("img").count()).toBe(0);
  });

  test("says why it could not be loaded, and tries again", async () => {
    await using console = await open("/settings");
    const { page } = console;
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.route("**/api/v1/sessions/**", (route) =>
      route.fulfill({ status: 503, headers: { "x-request-id": "r-1" }, body: "{}" }),
    );
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.getByText("Sessions could not be loaded").waitFor();
    await page.getByText("503 · request r-1").waitFor();
    await page.unroute("**/api/v1/sessions/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("grid").getByText("Billing").first().waitFor();
  });
});

/** Whether an element is within its scroller. */
function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const frame = element.closest("[role=grid]")?.getBoundingClientRect();
  return frame !== undefined && top >= frame.top && bottom <= frame.bottom;
}
