/** A call of three hours: 2,160 turns, 180 tool calls and a recording of 345 MB. */
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANALYSING, longCall, putCall } from "../support/calls.ts";
import { openConsole } from "../support/console.ts";
import { currentTurn, play, poll, timeOf, waveform } from "../support/player.ts";

const HOURS = 3;
/** The most elements that the rows and the lanes may have, whatever the length of the call. */
const MAX_ROWS = 60;
const MAX_BLOCKS = 1_200;
const MAX_WAVEFORM_BYTES = 200_000;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService(ANALYSING);
if (browser) beforeAll(() => putCall(service, "1", longCall(HOURS * 3_600)), 300_000);

describe("a call of three hours", needs(browser), () => {
  test("opens at a second, with what is in view only", async () => {
    await using console = await openConsole(browser!, service, "/");
    const { page } = console;
    const waveforms: number[] = [];
    page.on("response", async (response) => {
      if (response.url().includes("/waveform")) waveforms.push((await response.body()).length);
    });
    await page.goto("/sessions/1?t=9000");
    await waveform(page);
    await poll(() => currentTurn(page)).toBe("Turn 1799 of a long call.");
    expect(await page.locator("ol > li[data-index]").count()).toBeLessThan(MAX_ROWS);
    expect(await page.getByTestId("plot").locator("*").count()).toBeLessThan(MAX_BLOCKS);
    await poll(() => waveforms.length).toBeGreaterThan(0);
    expect(Math.max(...waveforms)).toBeLessThan(MAX_WAVEFORM_BYTES);
    await page.getByText("2,160 turns, 180 tool calls").waitFor();
    expect(console.errors).toEqual([]);
  });

  test("plays from its middle, and shows a finer waveform when zoomed", async () => {
    await using console = await openConsole(browser!, service, "/sessions/1?t=5400");
    const { page } = console;
    await waveform(page);
    await play(page);
    await poll(() => timeOf(page)).toBeGreaterThan(5_401);
    const finer = page.waitForResponse((response) => response.url().includes("/waveform"));
    for (let times = 0; times < 8; times++) await page.keyboard.press("+");
    expect((await finer).status()).toBe(200);
    await waveform(page);
    expect(console.errors).toEqual([]);
  });
});
