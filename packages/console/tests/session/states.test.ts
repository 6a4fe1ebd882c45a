/** The states of a session in words, and the layout of a phone. */
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { analysedRecordings } from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import { ANALYSING, putCall, upload, VISIT } from "../support/calls.ts";
import { openConsole, PHONE } from "../support/console.ts";
import { voices } from "../support/voice.ts";

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
