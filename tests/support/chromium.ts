import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PATH = "/usr/bin/chromium";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

/** Opens a real browser. If there is none, prints the reason and returns undefined. */
export async function openChromium(): Promise<Browser | undefined> {
  if (!existsSync(PATH)) {
    console.log(`no browser: ${PATH} does not exist`);
    return undefined;
  }
  return await chromium.launch({ executablePath: PATH, args: ARGUMENTS });
}
