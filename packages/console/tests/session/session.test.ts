/** The page of a session in a real browser, with a real service and a recording that it analysed. */
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { jsonWith } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANALYSING, putCall, VISIT } from "../support/calls.ts";
import { openConsole } from "../support/console.ts";
import { currentTurn, play, timeOf, waveform } from "../support/player.ts";
import { poll } from "../support/poll.ts";

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService(ANALYSING);
beforeAll(async () => {
  await putCall(service, "1", VISIT);
  await putCall(service, "2", { ...VISIT, isSilent: true });
});

const open = async (path: string, options = {}) => {
  const opened = await openConsole(browser!, service, path, options);
  await opened.page.getByRole("region", { name: "Time axis" }).waitFor();
  return opened;
};

describe("the player", needs(browser), () => {
  test("plays: the time advances, and a press pauses it", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await waveform(page);
    await play(page);
    await poll(() => timeOf(page)).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    const paused = await timeOf(page);
    expect(await timeOf(page)).toBe(paused);
    expect(console.errors).toEqual([]);
  });

  test("skips silence", async () => {
    await using console = await open("/sessions/1?t=6");
    const { page } = console;
    await waveform(page);
    await page.getByRole("switch", { name: "Skip silence" }).click();
    await play(page);
    const heard: number[] = [];
    await poll(async () => {
      heard.push(await timeOf(page));
      return heard.at(-1);
    }).toBeGreaterThan(16);
    // Of the nine seconds without speech, only the edges are heard.
    expect(heard.filter((time) => time > 8.5 && time < 15.9)).toEqual([]);
  });

  test("changes the speed, and mutes one channel", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await waveform(page);
    await page.keyboard.press(".");
    await page.getByRole("button", { name: "Speed 1.25 times" }).waitFor();
    await page.keyboard.press("c");
    const mute = page.getByRole("button", { name: "Mute caller" });
    await poll(() => mute.getAttribute("aria-pressed")).toBe("true");
    await play(page);
    await poll(() => timeOf(page)).toBeGreaterThan(1);
    await mute.click();
    await poll(() => mute.getAttribute("aria-pressed")).toBe("false");
    expect(console.errors).toEqual([]);
  });

  test("copies a link that opens at the same second", async () => {
    await using console = await open("/sessions/1?t=17");
    const { page } = console;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy link to 0:17" }).click();
    const link = () => page.evaluate(() => navigator.clipboard.readText());
    await poll(link).toBe(`${service.url}/sessions/1?t=17`);
  });

  test("downloads the recording as it was uploaded", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("call.wav");
  });
});

describe("the transcript", needs(browser), () => {
  test("seeks by a press on a turn", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await page.getByText("Friday at twenty past three?").click();
    await poll(() => timeOf(page)).toBeCloseTo(16.4, 0);
    expect(await currentTurn(page)).toBe("Friday at twenty past three?");
  });

  test("shows the turn of a place on the wave", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await waveform(page);
    const plot = page.getByTestId("plot");
    const { width } = (await plot.boundingBox())!;
    await plot.click({ position: { x: (width * 18) / 32, y: 60 } });
    await poll(() => currentTurn(page)).toBe("Friday at twenty past three?");
    expect(await timeOf(page)).toBeCloseTo(18, 0);
  });

  test("has waits, talk-over and tool calls in their places", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    const rows = page.locator("ol > li[data-index]");
    await page.getByText("waited 9.4 s").waitFor();
    const texts = await rows.allInnerTexts();
    const order = ["Thanks", "Move my", "find_slots", "Friday", "مرحبا", "book_slot", "Done."];
    const places = order.map((word) => texts.findIndex((text) => text.includes(word)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(texts.some((text) => text.includes("talk-over 1.0 s"))).toBe(true);
    // Errors are open, other calls are folded.
    await page.getByText('"error": "slot_taken"').waitFor();
    const call = page.getByRole("button", { name: /find_slots/ }).last();
    expect(await call.getAttribute("aria-expanded")).toBe("false");
    await call.click();
    await page.getByText('"15:20"').waitFor();
  });

  test("never runs the text of users", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await page.getByText("onerror='window.ran=1'").waitFor();
    await page
      .getByRole("button", { name: /find_slots/ })
      .last()
      .click();
    await page.getByText("onerror='window.ran=2'").first().waitFor();
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.getByText("مرحبا").getAttribute("dir")).toBe("auto");
  });

  test("finds text, and goes from place to place", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await page.getByText("waited 9.4 s").waitFor();
    await page.keyboard.press("f");
    await page.keyboard.type("friday");
    const found = page.getByRole("region", { name: "Transcript" }).getByRole("status");
    await poll(() => found.allInnerTexts()).toContain("1 of 2");
    await page.keyboard.press("Enter");
    await poll(() => found.allInnerTexts()).toContain("2 of 2");
    expect(await page.locator("mark").allInnerTexts()).toContain("Friday");
  });
});

describe("the page", needs(browser), () => {
  test("says in words what stands out, and the keyboard goes there", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await page.getByRole("button", { name: "Longest wait 9.4 s at 0:07" }).waitFor();
    await page.getByRole("button", { name: "1 tool error" }).waitFor();
    await page.keyboard.press("w");
    await poll(() => timeOf(page)).toBeCloseTo(7, 0);
    await page.keyboard.press("Shift+ArrowRight");
    await poll(() => timeOf(page)).toBeCloseTo(16.4, 0);
    await page.keyboard.press("ArrowLeft");
    await poll(() => timeOf(page)).toBeCloseTo(11.4, 0);
  });

  test("has shortcuts while a slider has the focus, which moves with the arrow keys", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await waveform(page);
    await page.getByRole("slider", { name: "Position" }).focus();
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    const volume = page.getByRole("slider", { name: "Caller volume" });
    await volume.focus();
    await page.keyboard.press("ArrowLeft");
    expect(await volume.inputValue()).toBe("0.95");
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  });

  test("zooms to a stretch that is dragged over", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    await waveform(page);
    const box = (await page.getByTestId("plot").boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const zoom = page.getByRole("slider", { name: "Zoom" });
    await poll(() => zoom.getAttribute("aria-valuetext")).toBe("4.0 times");
    await page.getByRole("button", { name: "Fit" }).click();
    await poll(() => zoom.getAttribute("aria-valuetext")).toBe("1.0 times");
  });

  test("adds a label, with and without a comment", async () => {
    await using console = await open("/sessions/1");
    const { page } = console;
    const bad = page.getByRole("button", { name: "Bad", exact: true });
    await bad.click();
    await poll(() => bad.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "Comment" }).first().click();
    await page.getByLabel("Comment", { exact: true }).fill("Went <b>silent</b>");
    await page.getByLabel("Issues").fill("audio, wait");
    await page.getByRole("button", { name: "Add label" }).click();
    await page.getByText("Went <b>silent</b> Issues: audio, wait").waitFor();
    const query = "search_fields=session_id&search_field_values=1";
    const response = await service.call(`/api/v1/session_labels/?${query}`, {
      headers: jsonWith(),
    });
    const { items } = (await response.json()) as { items: { code: string; comments?: string }[] };
    expect(items.map(({ code }) => code)).toEqual(["BAD", "BAD"]);
    expect(items.map(({ comments }) => comments)).toContain("Went <b>silent</b>");
  });

  test("goes to the next session of the list and back", async () => {
    await using console = await open("/sessions/2?sort=-session_id");
    const { page } = console;
    await page.getByText("1 of 2", { exact: true }).waitFor();
    await page.getByText("No recording").first().waitFor();
    await page.keyboard.press("j");
    await page.waitForURL("**/sessions/1?sort=-session_id");
    await page.getByText("2 of 2", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Back to sessions" }).click();
    await page.waitForURL("**/sessions?**row=1**");
  });

  test("says that a session was not found", async () => {
    await using console = await openConsole(browser!, service, "/sessions/999");
    await console.page.getByText("Session not found").waitFor();
  });
});
