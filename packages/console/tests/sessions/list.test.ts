import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnTexts, openConsole } from "../support/console.ts";
import { poll } from "../support/poll.ts";
import { putTenThousand } from "../support/ten-thousand.ts";

const HOSTILE = '<img src=x onerror="window.ran=true">';
const TIME = 1;
const DURATION = 2;
const AGENT = 5;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();

beforeAll(() => putTenThousand(service));

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
    await poll(() => columnTexts(page, DURATION)).toContain("8:19");
    const texts = await columnTexts(page, DURATION);
    expect(new Set(texts)).toEqual(
      new Set(["8:19", "8:17", "8:15"].filter((t) => texts.includes(t))),
    );
    expect(new Set(await columnTexts(page, AGENT))).toEqual(new Set(["Front Desk"]));
    const grid = page.getByRole("grid");
    expect(await grid.getAttribute("aria-rowcount")).toBe("5000");
    await using second = await open(page.url().replace(service.url, ""));
    await second.page.getByText("5,000 sessions").waitFor();
    await poll(() => columnTexts(second.page, DURATION)).toEqual(texts);
    expect(console.errors).toEqual([]);
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
    await poll(active).toBe("Duration");
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

  test("says which filter empties it, and removes it", async () => {
    await using console = await open("/sessions?agent_name=nobody&channel_manager_type=chat");
    const { page } = console;
    await page.getByText("Without the Agent filter, 3,334 sessions match.").waitFor();
    await page.getByRole("button", { name: "Remove the Agent filter" }).click();
    await page.getByText("3,334 sessions").waitFor();
  });

  test("shows times in UTC, in the zone of the viewer and of the agent", async () => {
    await putSession(service, "500", {
      timestamp: "2026-02-01T09:00:00Z",
      agent_name: "Tokyo",
      agent_timezone: "Asia/Tokyo",
    });
    const times = { utc: "01 Feb 09:00:00", local: "01 Feb 01:00:00", agent: "01 Feb 18:00:00" };
    await using console = await open("/sessions?agent_name=Tokyo");
    const { page } = console;
    for (const [zone, time] of Object.entries(times)) {
      await page.goto(`/sessions?agent_name=Tokyo&zone=${zone}`);
      await poll(() => columnTexts(page, TIME)).toEqual([expect.stringContaining(time)]);
    }
  });

  test("shows every script and direction, and never runs the text of users", async () => {
    await putSession(service, "501", {
      agent_name: HOSTILE,
      source: "مكتب الاستقبال",
      prompt_name: "受付 電話 予約",
    });
    await using console = await open("/sessions?session_id=501");
    const { page } = console;
    await page.getByRole("gridcell", { name: HOSTILE, exact: true }).first().waitFor();
    const direction = async (text: string) => {
      const found = page.getByRole("grid").getByText(text, { exact: true });
      return await found.evaluate((element) => getComputedStyle(element).direction);
    };
    expect(await direction("مكتب الاستقبال")).toBe("rtl");
    expect(await direction("受付 電話 予約")).toBe("ltr");
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
