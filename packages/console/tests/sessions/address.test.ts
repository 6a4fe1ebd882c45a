/** The address has the whole state of the list. */
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnTexts, openConsole } from "../support/console.ts";
import { poll } from "../support/poll.ts";
import { putTenThousand } from "../support/ten-thousand.ts";

/** Noon of the last day that has sessions, in Los Angeles. */
const NOW = new Date("2026-03-07T20:00:00Z");

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(() => putTenThousand(service));

const open = (path: string, options = {}) => openConsole(browser!, service, path, options);
const searchOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const heads = (page: Page) => page.getByRole("columnheader").allInnerTexts();

describe("the address", needs(browser), () => {
  test("has the columns", async () => {
    await using console = await open("/sessions");
    const { page } = console;
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Channel" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Session ID" }).click();
    await page.keyboard.press("Escape");
    const chosen = await heads(page);
    expect(chosen).not.toContain("Channel");
    expect(chosen).toContain("Session ID");
    expect(searchOf(page).columns).toMatch(/^timestamp,duration,is_outbound,.*,session_id$/);
    await page.reload();
    await page.getByRole("grid").getByText("Billing").first().waitFor();
    expect(await heads(page)).toEqual(chosen);
  });

  test("has everything that a viewer can choose", async () => {
    await using console = await open("/sessions");
    const { page } = console;
    await page.getByRole("button", { name: "Channel", exact: true }).first().click();
    await page.getByRole("dialog").getByText("Voice").click();
    await page.getByText("6,666 sessions").waitFor();
    await page.getByRole("columnheader", { name: "From" }).getByRole("button").click();
    await page.getByRole("button", { name: "50 rows" }).click();
    await page.getByRole("menuitemradio", { name: "100 rows" }).click();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemradio", { name: "UTC" }).click();
    await page.keyboard.press("Escape");
    await page.getByLabel("Page", { exact: true }).fill("3");
    await page.keyboard.press("Enter");
    const expected = {
      channel_manager_type: "voice",
      sort: "source",
      size: "100",
      zone: "utc",
      page: "3",
    };
    await poll(() => searchOf(page)).toEqual(expected);
    const rows = () => columnTexts(page, 1);
    await poll(async () => (await rows())[0]).toBe("01 Mar 05:01:00");
    const texts = await rows();
    await using second = await open(page.url().replace(service.url, ""));
    await poll(() => columnTexts(second.page, 1)).toEqual(texts);
    await page.goBack();
    await poll(() => searchOf(page).page).toBe(undefined);
    await poll(rows).not.toEqual(texts);
    await page.goForward();
    await poll(rows).toEqual(texts);
  });

  test("has the selected row, and the filters of the list of a session", async () => {
    await using console = await open("/sessions?agent_name=front&sort=timestamp&row=1005");
    const { page } = console;
    await poll(() => page.getByRole("row", { selected: true }).getAttribute("aria-rowindex")).toBe(
      "3",
    );
    await page.keyboard.press("Enter");
    await page.waitForURL("**/sessions/1005?agent_name=front&sort=timestamp");
    await page.getByText("3 of 5,000").waitFor();
    await page.keyboard.press("j");
    await page.waitForURL("**/sessions/1007?agent_name=front&sort=timestamp");
    await page.getByText("4 of 5,000").waitFor();
    await page.keyboard.press("k");
    await page.waitForURL("**/sessions/1005?agent_name=front&sort=timestamp");
  });

  test("of a page after the last leads to the last page", async () => {
    await using console = await open("/sessions?page=999999");
    const { page } = console;
    await page.getByText("The list has 200 pages.").waitFor();
    expect(await page.getByText("49,999,901").count()).toBe(0);
    await page.getByRole("button", { name: "Go to the last page" }).click();
    await page.getByText("9,951–10,000 of 10,000").waitFor();
    expect(searchOf(page)).toEqual({ page: "200" });
  });

  test("leaves out what is not valid", async () => {
    await using console = await open("/sessions?sort=size&page=-1&size=7&zone=mars&from=yesterday");
    await console.page.getByText("10,000 sessions").waitFor();
    expect(console.errors).toEqual([]);
  });
});

describe("a range of dates", needs(browser), () => {
  test("is chosen from presets, and moves with the calendar", async () => {
    await using console = await open("/settings");
    const { page } = console;
    await page.clock.setFixedTime(NOW);
    await page.goto("/sessions");
    let shown = "All time";
    for (const [preset, range, sessions] of [
      ["Today", "today", 880],
      ["Yesterday", "yesterday", 1_440],
      ["Last 7 days", "7d", 9_520],
      ["Last 30 days", "30d", 10_000],
      ["This month", "month", 9_520],
      ["Last month", "last-month", 480],
    ] as const) {
      await page.getByRole("group", { name: "Filters" }).getByText(shown).first().click();
      await page.getByRole("dialog").getByRole("button", { name: preset }).click();
      await page.getByText(`${sessions.toLocaleString("en-US")} sessions`).waitFor();
      expect(searchOf(page)).toEqual({ range });
      shown = preset;
    }
    await page.goto("/sessions?range=today&zone=utc");
    await page.getByText("1,360 sessions").waitFor();
    await page.clock.setFixedTime(new Date("2026-03-06T20:00:00Z"));
    await page.reload();
    await page.getByText("1,440 sessions").waitFor();
  });

  test("is set to days, which begin in the zone that is shown", async () => {
    await using console = await open("/sessions");
    const { page } = console;
    await page.getByRole("button", { name: "All time" }).click();
    await page.getByLabel("First day").fill("2026-03-02");
    await page.getByLabel("Last day").fill("2026-03-03");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("2,880 sessions").waitFor();
    expect(searchOf(page)).toEqual({ from: "2026-03-02", until: "2026-03-03" });
    await poll(async () => (await columnTexts(page, 1))[0]).toContain("03 Mar 23:59:00");
    await page.getByRole("button", { name: "Clear the Date filter" }).click();
    await page.getByText("10,000 sessions").waitFor();
    expect(searchOf(page)).toEqual({});
  });
});
