/**
 * The console in Chromium, with the service in another process: the longest task on the main thread while 10,000 rows
 * are scrolled, and the time until the session page of a call of one hour is interactive. `CHROMIUM` names the browser.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { CATEGORIES, tasksBetween } from "./lib/browser-trace.mjs";
import { median, report } from "./lib/load.mjs";
import { longCall, longTranscript } from "./lib/long-calls.mjs";
import { headers, importSessions, KEY, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";
import { missingSpeech } from "./lib/synthetic-calls.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ROWS = 10_000;
const ROW_PIXELS = 36;
const PIXELS_PER_SECOND = 30_000;
/** A longer task is a frame that the viewer sees stutter. */
const MAX_TASK_MS = 50;
const MINUTES = 60;
const TURNS = 720;
const TOOL_CALLS = 60;
const MAX_INTERACTIVE_MS = 1_000;
const RUNS = 5;
const CALL = "7";

if (existsSync(CHROMIUM)) await measure();
else console.log(`The console is skipped: ${CHROMIUM} does not exist`);

async function measure() {
  const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
  const service = await startService(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    // Lists hide the test sessions among them.
    await importSessions(service.url, sessionLines(0, 1.2 * ROWS));
    await measureScrolling(service, browser);
    const missing = missingSpeech();
    if (missing) return console.log(`The session page is skipped: ${missing}`);
    await putCall(service);
    await measureSessionPage(service, browser);
  } finally {
    await browser.close();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A page of a new browser session, which has nothing in its cache. */
async function openPage(service, browser) {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ baseURL: service.url, viewport });
  const response = await context.request.post("/api/v1/console/session", {
    data: { api_key: KEY },
  });
  if (!response.ok()) throw new Error(`sign-in: ${response.status()}`);
  return await context.newPage();
}

async function measureScrolling(service, browser) {
  const page = await openPage(service, browser);
  await page.goto(`/sessions?size=${ROWS}`);
  await page.locator("[role=row][aria-rowindex='1']").waitFor();
  const client = await page.context().newCDPSession(page);
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.evaluate(() => performance.mark("scroll-start"));
  await client.send("Input.synthesizeScrollGesture", {
    x: 700,
    y: 500,
    yDistance: -ROWS * ROW_PIXELS,
    speed: PIXELS_PER_SECOND,
  });
  await page.locator(`[role=row][aria-rowindex='${ROWS}']`).waitFor();
  await page.evaluate(() => performance.mark("scroll-end"));
  const tasks = tasksBetween(await browser.stopTracing(), "scroll-start", "scroll-end");
  await page.context().close();
  const lengths = tasks.map(({ ms }) => ms).sort((one, other) => other - one);
  const cpu = Math.max(...tasks.map(({ cpuMs }) => cpuMs));
  report(
    `longest task (ms) while ${ROWS} rows are scrolled`,
    lengths[0],
    { max: MAX_TASK_MS },
    `of ${tasks.length}; the next ${lengths.slice(1, 4).map(Math.round).join(", ")}; at most ${cpu.toFixed(1)} ms of CPU`,
  );
}

async function measureSessionPage(service, browser) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await openPage(service, browser);
    await page.addInitScript(watchUntilInteractive);
    await page.goto(`/sessions/${CALL}`);
    const handle = await page.waitForFunction(() => window.interactiveAfterMs);
    times.push(await handle.jsonValue());
    await page.context().close();
  }
  report(
    `session page of ${MINUTES} minutes interactive after (ms), median of ${RUNS}`,
    median(times),
    { max: MAX_INTERACTIVE_MS },
    times.map(Math.round).join(", "),
  );
}

/** Runs in the page: notes when rows of the transcript, a button that plays and the waveform are there. */
function watchUntilInteractive() {
  const isInteractive = () => {
    const play = document.querySelector("button[aria-label=Play]");
    const canPlay = play && !play.disabled && play.getAttribute("aria-disabled") !== "true";
    // The waveform is in a shadow tree.
    const isDrawn = [...document.querySelectorAll("[data-recording] div")].some(
      ({ shadowRoot }) => shadowRoot?.querySelector("canvas")?.width > 0,
    );
    return canPlay && isDrawn && document.querySelectorAll("ol > li p").length > 5;
  };
  const check = () => {
    if (isInteractive()) window.interactiveAfterMs = performance.now();
    else requestAnimationFrame(check);
  };
  requestAnimationFrame(check);
}

async function putCall(service) {
  const call = longCall(MINUTES);
  const send = async (method, path, body, type = "application/json") => {
    const response = await fetch(`${service.url}/api/v1/sessions/${path}`, {
      method,
      headers: { ...headers, "content-type": type },
      body,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return await response.json().catch(() => undefined);
  };
  const timestamp = new Date(call.startMs).toISOString();
  const session = { timestamp, duration: MINUTES * 60, agent_name: "Front Desk" };
  const transcription = longTranscript(call, TURNS, true);
  const actions = Array.from({ length: TOOL_CALLS }, (_, index) => ({
    timestamp: new Date(call.startMs + index * 60_000).toISOString(),
    tool_name: "look_up",
    tool_request: JSON.stringify({ index }),
    tool_result: JSON.stringify({ found: index }),
    duration_ms: 400,
  }));
  await send("PUT", CALL, JSON.stringify(session));
  await send("PUT", `transcript/${CALL}`, JSON.stringify({ transcription, actions }));
  await send("PUT", `recording/${CALL}/call.wav`, call.wav(), "audio/wav");
  for (;;) {
    const { items } = await send("GET", `recording/${CALL}`);
    if (items[0].analysis === "ready") return;
    if (items[0].analysis !== "pending") throw new Error(`the analysis is ${items[0].analysis}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
