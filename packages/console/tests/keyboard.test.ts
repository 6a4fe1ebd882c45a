/** The console without a mouse: where Tab leads, that the focus can be seen, and what Escape closes. */
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { ADMIN_KEY } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "./support/console.ts";
import { poll } from "./support/poll.ts";

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(() => putSession(service, "1", { agent_name: "Front Desk" }));

/** The name of the element that has the focus, and whether a ring around it shows that. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    if (!element) return undefined;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    // The ring of a field is around its frame.
    const hasRing = (outlineStyle !== "none" && outlineWidth !== "0px") || element.matches("input");
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim();
    return { name: name || element.tagName, hasRing };
  });

describe("the keyboard", needs(browser), () => {
  test("signs in", async () => {
    await using console = await openConsole(browser!, service, "/sign-in", { key: null });
    const { page } = console;
    await page.getByLabel("API key").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type(ADMIN_KEY);
    await page.keyboard.press("Tab");
    await poll(() => focused(page)).toEqual({ name: "Show the key", hasRing: true });
    await page.keyboard.press("Tab");
    await poll(() => focused(page)).toEqual({ name: "Sign in", hasRing: true });
    await page.keyboard.press("Enter");
    await page.getByRole("grid").getByText("Front Desk").waitFor();
  });

  test("reaches everything on the page of sessions, in the order of the page", async () => {
    await using console = await openConsole(browser!, service, "/sessions");
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    const names: string[] = [];
    while (!names.includes("Sessions, table") && names.length < 40) {
      await page.keyboard.press("Tab");
      const isTable = await page.evaluate(() => document.activeElement?.role === "grid");
      const { name, hasRing } = (await focused(page))!;
      names.push(isTable ? "Sessions, table" : name);
      if (!isTable) expect({ name, hasRing }).toEqual({ name, hasRing: true });
    }
    const order = ["Keys", "Settings", "Sign out", "Columns", "Export", "All time", "Agent"];
    const places = [...order, "Sessions, table"].map((name) => names.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  test("closes a form, a menu and a dialog with Escape, and the focus returns", async () => {
    await using console = await openConsole(browser!, service, "/sessions");
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    for (const [button, inside] of [
      ["Duration", "At least"],
      ["Columns", "Compact rows"],
    ] as const) {
      await page.getByRole("button", { name: button, exact: true }).first().focus();
      await page.keyboard.press("Enter");
      await page.getByText(inside).waitFor();
      await page.keyboard.press("Escape");
      await page.getByText(inside).waitFor({ state: "detached" });
      await poll(async () => (await focused(page))?.name).toBe(button);
    }
    await page.goto("/keys");
    await page.getByRole("button", { name: "New key" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await poll(async () => (await focused(page))?.name).toBe("New key");
  });

  test("moves nothing for a viewer who wants less motion", async () => {
    const options = { reducedMotion: "reduce" } as const;
    await using console = await openConsole(browser!, service, "/sessions", options);
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByText("Compact rows").waitFor();
    const lengths = await page.evaluate(() =>
      document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration)),
    );
    expect(lengths.filter((length) => length > 1)).toEqual([]);
  });
});
