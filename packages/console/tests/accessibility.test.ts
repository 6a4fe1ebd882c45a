/** What holds for every view: axe finds nothing, no error, no request to another host, and no sideways scrolling. */
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isTooWide, violations } from "./support/axe.ts";
import { ANALYSING, putCall, VISIT } from "./support/calls.ts";
import { openConsole, PHONE } from "./support/console.ts";
import { show, VIEWS, type View } from "./support/views.ts";

const SCREENS = [
  { screen: "desktop", options: {} },
  { screen: "tablet", options: { viewport: { width: 900, height: 700 } } },
  { screen: "phone", options: { ...PHONE, viewport: { width: 360, height: 740 } } },
] as const;
/** The themes differ in colours only, so one of them is enough for the middle width. */
const THEMES = {
  light: ["desktop", "tablet", "phone"],
  dark: ["desktop", "phone"],
} as const;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService(ANALYSING);
if (browser) {
  beforeAll(async () => {
    await putCall(service, "1", { ...VISIT, agentName: "مكتب الاستقبال" });
    for (const id of ["2", "3", "4"]) await putCall(service, id, { ...VISIT, isSilent: true });
  });
}

/** What is wrong with a view, by its name. Nothing is wrong with those that are absent. */
type Problems = Record<string, readonly string[]>;

describe.each(Object.keys(THEMES) as (keyof typeof THEMES)[])("in the %s theme", (colorScheme) => {
  const screens = SCREENS.filter(({ screen }) => THEMES[colorScheme].some((one) => one === screen));
  test.each(screens)("every view is accessible on a $screen", needs(browser), async (on) => {
    const { screen, options } = on;
    await using console = await openConsole(browser!, service, "/", { colorScheme, ...options });
    const problems: Problems = {};
    for (const view of VIEWS.filter(({ on: screens }) => screens?.includes(screen) ?? true)) {
      await show(console.page, view);
      const found = await violations(console.page);
      if (await isTooWide(console.page)) found.push("It scrolls sideways.");
      if (found.length > 0) problems[nameOf(view)] = found;
    }
    expect(problems).toEqual({});
    expect(console.errors.filter((text) => !text.includes("404"))).toEqual([]);
    expect([...console.hosts]).toEqual([new URL(service.url).host]);
  });

  test("the sign-in page is accessible, with and without an error", needs(browser), async () => {
    const options = { colorScheme, key: null };
    await using console = await openConsole(browser!, service, "/sign-in", options);
    const { page } = console;
    await page.getByLabel("API key").fill("syl_wrong");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("This key is not valid on this service.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await violations(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });
});

const nameOf = ({ path, press, key }: View) => [path, press, key].filter(Boolean).join(" ");
