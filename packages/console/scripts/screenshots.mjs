/**
 * `npm run screenshots --workspace syllable-console -- FOLDER [VIEW...]` takes screenshots of all views of the console,
 * or of those that are named, with the demo data, in both themes and at two widths. Build first. `CHROMIUM` names the browser.
 */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { fillEmptyStore } from "../../../demo/fill.mjs";
import { listeningUrl } from "../../../tools/listening-url.mjs";

const COMMAND = fileURLToPath(new URL("../../cli/dist/main.js", import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const THEMES = ["light", "dark"];
const SIZES = {
  1440: { viewport: { width: 1440, height: 900 } },
  390: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
/** A day after the latest session of the demo, so that each run shows the same dates. */
const NOW = new Date("2026-11-20T18:00:00Z");
const LIMIT_MS = 300_000;

/** The views: `file` names the screenshot, `ready` is a text that is there when the view is complete. */
const VIEWS = [
  { file: "sign-in", path: "/sign-in", ready: "API key", isSignedOut: true },
  { file: "sessions", path: "/sessions?sort=timestamp", ready: "64 sessions" },
  { file: "sessions-empty", path: "/sessions?agent_name=nobody", ready: "No sessions match" },
  { file: "session", path: "/sessions/100052?t=20", ready: "Ottermead", hasWaveform: true },
  { file: "session-text", path: "/sessions/100069", ready: "No recording" },
  { file: "overview", path: "/overview?range=all", ready: "Busiest" },
  { file: "keys", path: "/keys", ready: "this browser" },
  { file: "settings", path: "/settings", ready: "Audio analysis" },
];

const [target, ...names] = process.argv.slice(2);
const unknown = names.find((name) => !VIEWS.some(({ file }) => file === name));
if (!target || unknown) {
  if (unknown) console.error(`There is no view ${unknown}.`);
  console.error("Usage: npm run screenshots --workspace syllable-console -- FOLDER [VIEW...]");
  console.error(`Views: ${VIEWS.map(({ file }) => file).join(", ")}`);
  process.exit(1);
}
const views = VIEWS.filter(({ file }) => names.length === 0 || names.includes(file));
const folder = resolve(process.env.INIT_CWD ?? ".", target);
await mkdir(folder, { recursive: true });
const service = await startDemo();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
try {
  for (const colorScheme of THEMES) {
    for (const [width, size] of Object.entries(SIZES)) {
      for (const view of views) {
        const path = join(folder, `${view.file}-${colorScheme}-${width}.png`);
        await photograph(view, { ...size, colorScheme }, path);
      }
    }
  }
} finally {
  await browser.close();
  await service.stop();
}

async function photograph(view, options, path) {
  const context = await browser.newContext({
    baseURL: service.url,
    locale: "en-US",
    timezoneId: "America/Los_Angeles",
    ...options,
  });
  try {
    if (!view.isSignedOut) await signIn(context);
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(view.path, { waitUntil: "networkidle" });
    await page.getByText(view.ready).first().waitFor();
    // Labels and facts of recordings follow the rows.
    await page.waitForFunction(() => !document.querySelector("[class*=skeleton]"));
    if (view.hasWaveform) {
      await page.locator("[data-recording] canvas").first().waitFor({ state: "attached" });
    }
    await page.screenshot({ path, animations: "disabled" });
    console.log(path);
  } finally {
    await context.close();
  }
}

async function signIn(context) {
  const response = await context.request.post("/api/v1/console/session", {
    data: { api_key: service.key },
  });
  if (!response.ok()) throw new Error(`The sign-in failed with ${response.status()}`);
}

/** Starts the service with the demo data in a temporary folder, and waits until its recordings are analysed. */
async function startDemo() {
  const dataDir = await mkdtemp(join(tmpdir(), "syllable-screenshots-"));
  const key = `syl_${randomUUID()}`;
  const child = spawn(process.execPath, [COMMAND, "serve", "--port", "0", "--data-dir", dataDir], {
    env: { ...process.env, SYLLABLE_BOOTSTRAP_KEY: key },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await listeningUrl(child);
    await fillEmptyStore({ url, key, dataDir });
    await analysed(url, key);
    return { url, key, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function analysed(url, key) {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const response = await fetch(`${url}/api/v1/status`, { headers: { "syllable-api-key": key } });
    const { analyses } = await response.json();
    if (analyses.pending === 0) return;
    if (Date.now() > end) throw new Error(`${analyses.pending} recordings are not analysed yet`);
    await new Promise((done) => setTimeout(done, 200));
  }
}
