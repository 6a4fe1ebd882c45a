/** How the page looks to people: accessible at every size, in both themes, and in words for each state. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { analysedRecordings } from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANALYSING, putCall, upload, VISIT } from "../support/calls.ts";
import { openConsole, PHONE } from "../support/console.ts";
import { waveform } from "../support/player.ts";
import { voices } from "../support/voice.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = {
  "1440 px": {},
  "900 px": { viewport: { width: 900, height: 700 } },
  "390 px": PHONE,
};

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService(ANALYSING);
beforeAll(async () => {
  await putCall(service, "1", VISIT);
  await putCall(service, "2", { ...VISIT, isSilent: true });
  await putCall(service, "3", { ...VISIT, isSilent: true });
  await upload(service, "3", "noise.wav", Buffer.from("RIFFnothing that is a recording".repeat(9)));
  await analysedRecordings(service, "3");
  await putCall(service, "4", { seconds: 32, turns: [], isSilent: true });
  // A recording that ends in the middle of its bytes.
  await putCall(service, "5", { ...VISIT, isSilent: true });
  const whole = voices({ user: [{ start: 1, end: 6 }], agent: [{ start: 7, end: 30 }] }, 32);
  await upload(service, "5", "call.wav", whole.subarray(0, whole.length / 2));
  await analysedRecordings(service, "5");
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: { run: () => Promise<AxeResults> } };
    return await axe.run();
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.each(Object.entries(SIZES))("axe finds nothing at %s", needs(browser), async (_, size) => {
    await using console = await openConsole(browser!, service, "/sessions/1?t=17", {
      colorScheme,
      ...size,
    });
    const { page } = console;
    await waveform(page);
    await page.getByText("Done.").waitFor();
    expect(await violations(page)).toEqual([]);
    for (const tab of ["Summary", "Audio", "Latency", "Fields"]) {
      const button = page.getByRole("button", { name: tab, exact: true });
      if (!(await button.isVisible())) continue;
      await button.click();
      expect(await violations(page)).toEqual([]);
    }
    const overflow = () => document.documentElement.scrollWidth > innerWidth;
    expect(await page.evaluate(overflow)).toBe(false);
    expect(console.errors).toEqual([]);
  });
});

test("a phone has the player at the bottom and the facts in tabs", needs(browser), async () => {
  await using console = await openConsole(browser!, service, "/sessions/1", PHONE);
  const { page } = console;
  const player = page.getByRole("group", { name: "Player" });
  const { y, height } = (await player.boundingBox())!;
  expect(y + height).toBeCloseTo(844, 0);
  await page.getByRole("button", { name: "Fields", exact: true }).click();
  await page.getByText("c-1", { exact: true }).waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByText("Mute caller").waitFor();
});

describe("the state of a recording is said in words", needs(browser), () => {
  test.each([
    ["2", "No recording"],
    ["3", /cannot be analysed|analysis failed/],
    ["4", "No transcript"],
    ["5", /^(Ends at|Damaged: ends at)/],
  ])("of session %s", async (id, text) => {
    await using console = await openConsole(browser!, service, `/sessions/${id}`);
    await console.page.getByText(text).first().waitFor();
    await console.page.getByRole("region", { name: "Time axis" }).waitFor();
    expect(await violations(console.page)).toEqual([]);
  });
});
