/** The rows of the table: how many there are, which one is selected, and that nothing moves them. */
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { poll } from "../support/poll.ts";
import { COUNT, putTenThousand } from "../support/ten-thousand.ts";

/** More than the time after which the page asks for newer sessions, in milliseconds. */
const NEWER_MS = 21_000;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(() => putTenThousand(service));

const open = (path: string, options = {}) => openConsole(browser!, service, path, options);
const selected = (page: Page) => page.getByRole("row", { selected: true });

describe("the rows", needs(browser), () => {
  test("are 10,000, with few in the document", async () => {
    await using console = await open("/sessions?size=10000&sort=timestamp");
    const { page } = console;
    const grid = page.getByRole("grid");
    await grid.getByText("Billing").first().waitFor();
    expect(await grid.getAttribute("aria-rowcount")).toBe("10000");
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await grid.evaluate((element, part) => {
        element.scrollTop = element.scrollHeight * part;
      }, share);
      await poll(() =>
        page.locator("[role=row][aria-rowindex]").last().getAttribute("aria-rowindex"),
      ).toSatisfy((index) => Number(index) >= share * COUNT);
      expect(await page.locator("[role=row][aria-rowindex]").count()).toBeLessThan(100);
    }
    expect(await page.locator('[aria-rowindex="10000"]').innerText()).toContain("Front Desk");
  });

  test("stay in view when the keyboard moves the selection, and after Back", async () => {
    await using console = await open("/sessions?size=100&page=2");
    const { page } = console;
    const row = selected(page);
    await page.getByRole("grid").getByText("Billing").first().waitFor();
    for (let index = 0; index < 40; index++) await page.keyboard.press("j");
    await poll(() => row.getAttribute("aria-rowindex")).toBe("140");
    await poll(() => row.evaluate(isInView)).toBe(true);
    const id = await row.getAttribute("id");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/sessions\/\d+\?/);
    await page.goBack();
    await poll(() => row.getAttribute("id")).toBe(id);
    await poll(() => row.evaluate(isInView)).toBe(true);
    expect(new URL(page.url()).searchParams.get("page")).toBe("2");
    for (let index = 0; index < 39; index++) await page.keyboard.press("k");
    await poll(() => row.getAttribute("aria-rowindex")).toBe("101");
    await poll(() => row.evaluate(isInView)).toBe(true);
  });

  test("are selected after Back as the session that was shown last", async () => {
    await using console = await open("/sessions?size=100");
    const { page } = console;
    await page.getByRole("grid").getByText("Billing").first().waitFor();
    for (let index = 0; index < 99; index++) await page.keyboard.press("j");
    await poll(() => selected(page).getAttribute("aria-rowindex")).toBe("99");
    await page.keyboard.press("Enter");
    for (const place of ["99", "100", "101"]) {
      await page.getByText(`${place} of `).waitFor();
      if (place !== "101") await page.getByRole("button", { name: "Next session" }).click();
    }
    await page.getByRole("button", { name: "Good", exact: true }).click();
    await page.getByText("Labelled GOOD").waitFor();
    await page.getByText("101 of ").waitFor();
    await page.goBack();
    await poll(() => selected(page).getAttribute("aria-rowindex")).toBe("101");
    await selected(page).getByText("GOOD").waitFor();
  });

  test("do not move when there are newer sessions, until the viewer asks for them", async () => {
    await using console = await open("/settings");
    const { page } = console;
    await page.clock.install();
    await page.goto("/sessions");
    await page.getByRole("grid").getByText("Billing").first().waitFor();
    for (let index = 0; index < 3; index++) await page.keyboard.press("j");
    await poll(() => selected(page).getAttribute("aria-rowindex")).toBe("3");
    const before = await places(page);
    const session = await selected(page).getAttribute("id");
    for (const id of ["20001", "20002"]) {
      await putSession(service, id, { timestamp: "2026-03-20T00:00:00Z", agent_name: "Newer" });
    }
    await page.clock.fastForward(NEWER_MS);
    const newer = page.getByRole("button", { name: "2 newer" });
    await newer.waitFor();
    expect(await places(page)).toEqual(before);
    await newer.click();
    await page.getByText("10,002 sessions").waitFor();
    await newer.waitFor({ state: "detached" });
    expect(await selected(page).getAttribute("id")).toBe(session);
    await poll(() => selected(page).getAttribute("aria-rowindex")).toBe("5");
    // The selected row stays under the eye. The newer ones are above.
    await poll(async () => (await places(page))[session!]).toBe(before[session!]);
    await page.keyboard.press("Home");
    await page.getByRole("grid").getByText("Newer").first().waitFor();
  });

  test("are labelled with the keys 1, 2 and 3", async () => {
    await using console = await open("/sessions?session_id=1500");
    const { page } = console;
    await page.getByRole("grid").getByText("Billing").waitFor();
    await page.keyboard.press("1");
    await page.getByText("Select a row first, with J or K.").waitFor();
    await page.keyboard.press("j");
    for (const [key, code] of [
      ["1", "GOOD"],
      ["2", "OK"],
      ["3", "BAD"],
    ] as const) {
      await page.keyboard.down(key);
      await page.keyboard.down(key);
      await page.keyboard.up(key);
      await selected(page).getByText(code).waitFor();
    }
    const query = "search_fields=session_id&search_field_values=1500";
    const response = await service.call(`/api/v1/session_labels/?${query}`);
    const { items } = (await response.json()) as { items: { code: string; type: string }[] };
    expect(items.map(({ code }) => code).sort()).toEqual(["BAD", "GOOD", "OK"]);
    expect(new Set(items.map(({ type }) => type))).toEqual(new Set(["human-rating"]));
    expect(new URL(page.url()).pathname).toBe("/sessions");
  });
});

/** The distances of all rows from the top of the window, by their ids. */
const places = (page: Page): Promise<Record<string, number>> =>
  page
    .locator("[role=row][aria-rowindex]")
    .evaluateAll((rows) =>
      Object.fromEntries(rows.map((row) => [row.id, row.getBoundingClientRect().top])),
    );

/** Whether an element is within its scroller, below the head of the table. */
function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const grid = element.closest("[role=grid]");
  const head = grid?.querySelector("[role=columnheader]")?.getBoundingClientRect();
  const frame = grid?.getBoundingClientRect();
  return frame !== undefined && head !== undefined && top >= head.bottom && bottom <= frame.bottom;
}
