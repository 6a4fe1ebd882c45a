/** What holds for every view: accessibility, the content policy, no other hosts, and a small first view. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole, PHONE } from "./support/console.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MAX_SCRIPT_BYTES = 200_000;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(async () => {
  for (const id of ["1", "2", "3"]) {
    await putSession(service, id, {
      agent_name: "مكتب الاستقبال",
      duration: 60,
      source: "+12065550142",
    });
  }
});

/** What must be on a view before it is looked at, and what to press first. */
const VIEWS: readonly { path: string; ready: string; press?: string; key?: null }[] = [
  { path: "/sign-in", ready: "API key", key: null },
  { path: "/sessions", ready: "3 sessions" },
  { path: "/sessions", ready: "Compact rows", press: "Columns" },
  { path: "/sessions", ready: "Last 7 days", press: "All time" },
  { path: "/sessions", ready: "At least", press: "Duration" },
  { path: "/sessions?agent_name=nobody", ready: "No sessions match" },
  { path: "/keys", ready: "signed in with it" },
  { path: "/keys", ready: "What uses the key", press: "New key" },
  { path: "/settings", ready: "Audio analysis" },
];
const SIZES = {
  "1440 px": {},
  "900 px": { viewport: { width: 900, height: 700 } },
  "390 px": PHONE,
};

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: { run: () => Promise<AxeResults> } };
    return await axe.run();
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  describe.each(Object.entries(SIZES))("at %s", (_, size) => {
    // A phone has no choice of columns.
    const views = VIEWS.filter(({ press }) => size !== PHONE || press !== "Columns");
    test.each(views)("$path $press is accessible", needs(browser), async (view) => {
      const { path, ready, press, key } = view;
      const options = { colorScheme, ...size, ...(key === null && { key }) };
      await using console = await openConsole(browser!, service, path, options);
      const { page } = console;
      if (press) await page.getByRole("button", { name: press, exact: true }).first().click();
      await page.getByText(ready).first().waitFor();
      expect(await violations(page)).toEqual([]);
      const unexpected = console.errors.filter((text) => !text.includes("401"));
      expect(unexpected).toEqual([]);
      expect([...console.hosts]).toEqual([new URL(service.url).host]);
      const overflow = () => document.documentElement.scrollWidth > innerWidth;
      expect(await page.evaluate(overflow)).toBe(false);
    });
  });
});

test("the first view has less than 200 kB of scripts", needs(browser), async () => {
  await using console = await openConsole(browser!, service, "/sessions");
  const { page } = console;
  await page.getByText("3 sessions").waitFor();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.endsWith(".js")),
  );
  let total = 0;
  for (const url of scripts) total += gzipSync(await (await fetch(url)).text()).length;
  globalThis.console.log(`${scripts.length} scripts of the first view: ${total} bytes gzipped`);
  expect(scripts.length).toBeGreaterThan(2);
  expect(total).toBeLessThan(MAX_SCRIPT_BYTES);
});

test("the theme of the settings applies before the first paint", needs(browser), async () => {
  await using console = await openConsole(browser!, service, "/settings", { colorScheme: "light" });
  const { page } = console;
  await page.getByText("Dark").first().click();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await page.route("**/assets/index-*.js", (route) => route.abort());
  await page.reload();
  const background = () => getComputedStyle(document.body).backgroundColor;
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  expect(await page.evaluate(background)).toBe("rgb(19, 19, 22)");
});
