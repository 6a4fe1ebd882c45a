/**
 * The service while it analyses recordings: memory, uploads and lists, relative to a service that does not.
 */
import { randomFillSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { processTree, proportionalMB } from "./attack/support/process-tree.mjs";
import { encode, missingEncoder } from "./lib/encoded-calls.mjs";
import { median, report, requestsPerSecond } from "./lib/load.mjs";
import { longCall } from "./lib/long-calls.mjs";
import {
  headers,
  importSessions,
  startService,
  startServiceWithoutAnalyses,
} from "./lib/service.mjs";
import { makeSession, sessionLines } from "./lib/sessions.mjs";
import { waveFile } from "./lib/synthetic-calls/wave-file.mjs";
import { missingSpeech } from "./lib/synthetic-calls.mjs";

const MAX_GROWTH_MB = 120;
const MIN_UPLOAD_RATE = 0.9;
const MIN_LIST_RATE = 0.7;
const THREE_HOURS = 180;
const UPLOAD_MINUTES = 26;
const UPLOAD_BYTES = 50_000_000;
const ROUNDS = 7;
const LIST_ROUNDS = 5;
const QUEUED = 20;
const SESSIONS = 10_000;
const SAMPLE_MS = 50;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const missing = missingSpeech() ?? missingEncoder();
try {
  if (missing) console.log(`Skipped: ${missing}`);
  else await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const on = await startService(join(folder, "on"));
  const off = await startServiceWithoutAnalyses(join(folder, "off"));
  try {
    for (const service of [on, off]) await importSessions(service.url, sessionLines(0, SESSIONS));
    await measureMemory(on);
    const file = uploadFile();
    await measureUploads(on, off, file);
    await measureLists(on, off, file);
  } finally {
    await on.stop();
    await off.stop();
  }
}

/** The peak of the service and its processes, over the service before the upload. */
async function measureMemory(service) {
  const call = longCall(THREE_HOURS);
  const files = {
    "MP3 of 8 kHz": encode(call.wav(), ["-f", "mp3", "-ar", "8000", "-b:a", "32k"]),
    "WAV of 16 kHz": encode(call.wav(), ["-f", "wav", "-ar", "16000"]),
  };
  // The first recording starts what later ones use.
  await upload(service, 1, waveFile([new Float32Array(8000)], 8000));
  await analysed(service, 1);
  for (const [index, [format, bytes]] of Object.entries(files).entries()) {
    const idle = await idleMB(service.child.pid);
    let peak = idle;
    const sampling = setInterval(() => {
      peak = Math.max(peak, proportionalMB(service.child.pid));
    }, SAMPLE_MS);
    await upload(service, 2 + index, bytes);
    const { analysis, seconds } = await analysed(service, 2 + index);
    clearInterval(sampling);
    if (analysis !== "ready") throw new Error(`the analysis of ${format} ended as ${analysis}`);
    report(
      `memory for 3 hours of stereo, ${format}, over idle, in MB`,
      peak - idle,
      {
        max: MAX_GROWTH_MB,
      },
      `${Math.round(seconds)} s, ${Math.round(idle)} MB idle`,
    );
  }
}

/** The memory of the service when the processes that read and analysed earlier uploads have ended. */
async function idleMB(pid) {
  while (processTree(pid).length > 1) await wait(SAMPLE_MS);
  return proportionalMB(pid);
}

/** A WAV file of a call, of 50 MB. */
function uploadFile() {
  const wav = encode(longCall(UPLOAD_MINUTES + 1).wav(), ["-f", "wav", "-ar", "8000"]);
  const padding = randomFillSync(Buffer.alloc(Math.max(0, UPLOAD_BYTES - wav.length)));
  return Buffer.concat([wav, padding]).subarray(0, UPLOAD_BYTES);
}

/** Analyses of earlier uploads are running during the later ones. */
async function measureUploads(on, off, file) {
  const rates = { on: [], off: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, service] of Object.entries({ on, off })) {
      const start = performance.now();
      await upload(service, 100 + round, file);
      rates[name].push(file.length / (performance.now() - start) / 1000);
    }
  }
  reportRatio("uploads of 50 MB with analyses, relative to none", rates, MIN_UPLOAD_RATE, "MB/s");
}

async function measureLists(on, off, file) {
  for (let index = 0; index < QUEUED; index++) await upload(on, 200 + index, file);
  const rates = { on: [], off: [] };
  for (let round = 0; round < LIST_ROUNDS; round++) {
    for (const [name, service] of Object.entries({ on, off })) {
      const url = `${service.url}/api/v1/sessions/`;
      rates[name].push(await requestsPerSecond(url, { headers, seconds: 2 }));
    }
  }
  const { analysis } = await recordingOf(on, 200);
  console.log(`         the first of ${QUEUED} queued recordings is still ${analysis}`);
  reportRatio(
    `newest 25 while ${QUEUED} analyses are queued, relative to none`,
    rates,
    MIN_LIST_RATE,
    "requests/s",
  );
}

function reportRatio(what, rates, min, unit) {
  const [on, off] = [median(rates.on), median(rates.off)];
  report(what, on / off, { min }, `${Math.round(on)} of ${Math.round(off)} ${unit}`);
}

function recordingUrl(service, index) {
  return `${service.url}/api/v1/sessions/recording/${makeSession(index).session_id}`;
}

async function upload(service, index, body) {
  const url = `${recordingUrl(service, index)}/call`;
  const response = await fetch(url, { method: "PUT", headers, body });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

async function recordingOf(service, index) {
  const response = await fetch(recordingUrl(service, index), { headers });
  return (await response.json()).items[0];
}

async function analysed(service, index) {
  for (;;) {
    const recording = await recordingOf(service, index);
    if (recording.analysis !== "pending") return recording;
    await wait(SAMPLE_MS);
  }
}
