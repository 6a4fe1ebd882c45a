import type { Page } from "playwright-core";
import { expect } from "vitest";

/** `expect.poll` with enough time for a machine that runs all tests at once. */
export const poll = <Value>(
  read: () => Value | Promise<Value>,
): ReturnType<typeof expect.poll<Value>> => expect.poll(read, { timeout: 30_000, interval: 50 });

/** The time that the player shows, in seconds. */
export async function timeOf(page: Page): Promise<number> {
  const text = await page.getByTestId("time").innerText();
  return text.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** Presses the button that plays, and waits until it is one that pauses. */
export async function play(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
}

/** The text of the turn that is marked as current. */
export const currentTurn = (page: Page): Promise<string> =>
  page.locator("[aria-current=true] p").innerText();

/** Waits until the waveform of a recording is drawn. */
export const waveform = (page: Page): Promise<void> =>
  page.locator("[data-recording] canvas").first().waitFor({ state: "attached" });
