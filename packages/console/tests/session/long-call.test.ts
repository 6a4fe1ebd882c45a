/** A call of three hours: 2,160 turns, 180 tool calls and a recording of 345 MB. */
import { openChromium } from "syllable-test-support/chromium";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { listRecordings } from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANALYSING, longCall, putPendingCall } from "../support/calls.ts";
import { openConsole } from "../support/console.ts";
import { currentTurn, play, timeOf, waveform } from "../support/player.ts";
import { poll } from "../support/poll.ts";

const HOURS = 3;
/** The analysis of three hours takes a while on a machine that runs all tests at once. */
const ANALYSIS_MS = 300_000;
/** The most elements that the rows and the lanes may have, whatever the length of the call. */
const MAX_ROWS = 60;
const MAX_BLOCKS = 1_200;
const MAX_WAVEFORM_BYTES = 200_000;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService(ANALYSING);
if (browser) {
  beforeAll(async () => {
    await putPendingCall(service, "1", longCall(HOURS * 3_600));
    await eventually(async () => {
      const [recording] = await listRecordings(service, "1");
      expect(recording?.analysis).toBe("ready");
    }, ANALYSIS_MS);
  }, 2 * ANALYSIS_MS);
}

describe("a call of three hours", needs(browser), () => {
  test("opens at a second, with what is in view only", async () => {
    await using console = await openConsole(browser!, service, "/sessions/1?t=9000");
    const { page } = console;
    await waveform(page);
    await poll(() => currentTurn(page)).toBe("Turn 1799 of a long call.");
    expect(await page.locator("ol > li[data-index]").count()).toBeLessThan(MAX_ROWS);
    expect(await page.getByTestId("plot").locator("*").count()).toBeLessThan(MAX_BLOCKS);
    const waveforms = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => name.includes("/waveform"))
        .map(({ decodedBodySize }) => decodedBodySize),
    );
    expect(Math.min(...waveforms)).toBeGreaterThan(0);
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
