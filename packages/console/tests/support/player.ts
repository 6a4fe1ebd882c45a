import type { Page } from "playwright-core";

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
