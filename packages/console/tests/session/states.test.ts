/** The states of a session in words, and the layout of a phone. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { analysedRecordings } from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isTooWide, violations } from "../support/axe.ts";
import { ANALYSING, putCall, putPendingCall, upload, VISIT } from "../support/calls.ts";
import { columnTexts, openConsole, PHONE } from "../support/console.ts";
import { play, timeOf } from "../support/player.ts";
import { poll } from "../support/poll.ts";
import { voices } from "../support/voice.ts";

/** The number of the column in the list. */
const RECORDING = 11;

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
  await putCall(service, "6", { ...VISIT, isSilent: true });
  await loseRecording("6", "call.wav", whole);
});

/** Uploads a recording, and deletes its bytes. */
async function loseRecording(id: string, name: string, bytes: Uint8Array): Promise<void> {
  const before = await filesOf(service);
  await upload(service, id, name, bytes);
  await analysedRecordings(service, id);
  const lost = (await filesOf(service)).filter((path) => !before.includes(path));
  expect(lost).not.toEqual([]);
  for (const path of lost) await rm(path);
}

/** The files of recordings. */
async function filesOf({ dataDir }: TestService): Promise<string[]> {
  const options = { recursive: true, withFileTypes: true } as const;
  const entries = await readdir(join(dataDir, "recordings"), options);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

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
    ["3", "This format can’t be analysed"],
    ["4", "No transcript"],
    ["5", /^(Ends at|Damaged: ends at)/],
    ["6", "The recording was lost"],
  ])("of session %s", async (id, text) => {
    await using console = await openConsole(browser!, service, `/sessions/${id}`);
    await console.page.getByText(text).first().waitFor();
    await console.page.getByRole("region", { name: "Time axis" }).waitFor();
    expect(await violations(console.page)).toEqual([]);
  });

  test("in the player, in which all controls stay in view", async () => {
    const viewport = { width: 1_024, height: 800 };
    await using console = await openConsole(browser!, service, "/sessions/3", { viewport });
    const { page } = console;
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByText("This browser can’t play the recording here").waitFor();
    const { x, width } = (await page.getByRole("button", { name: "Download" }).boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(viewport.width);
    expect(await isTooWide(page)).toBe(false);
  });

  test("in the list of sessions", async () => {
    await using console = await openConsole(browser!, service, "/sessions?sort=session_id");
    await poll(() => columnTexts(console.page, RECORDING)).toEqual([
      "Ready",
      "None",
      "Unsupported",
      "None",
      "Damaged",
      "Failed",
    ]);
  });

  test("while it waits to be analysed, and it can be heard already", async () => {
    await using unanalysed = await startService();
    await putPendingCall(unanalysed, "1", VISIT);
    await using console = await openConsole(browser!, unanalysed, "/sessions");
    const { page } = console;
    await poll(() => columnTexts(page, RECORDING)).toEqual(["Pending"]);
    await page.goto("/sessions/1");
    await page.getByText("Being analysed; you can already listen").first().waitFor();
    await play(page);
    await poll(() => timeOf(page)).toBeGreaterThan(1);
  });
});

test("a lost recording does not stand in for another", needs(browser), async () => {
  const kept = voices({ user: [{ start: 1, end: 6 }], agent: [] }, 8);
  await putCall(service, "7", { ...VISIT, isSilent: true });
  await loseRecording("7", "a.wav", voices({ user: [], agent: [{ start: 1, end: 6 }] }, 9));
  await upload(service, "7", "é ü.wav", kept);
  await analysedRecordings(service, "7");
  await using console = await openConsole(browser!, service, "/sessions/7");
  const { page } = console;
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const bytes = await readFile(await (await download).path());
  expect(bytes.equals(kept)).toBe(true);
  await play(page);
  await poll(() => timeOf(page)).toBeGreaterThan(1);
});
