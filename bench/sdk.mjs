/** The SDK against its targets: size, import time, CPU of lists, streams, and leaks. */
import { execFileSync, spawnSync } from "node:child_process";
import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SyllableSDK } from "syllable-sdk";
import { median, report } from "./lib/load.mjs";
import { startBare } from "./lib/service.mjs";

const STREAM_BYTES = 1024 ** 3;
const CALLS = 100_000;
const sdkFolder = new URL("../packages/sdk/", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));

/** Runs a script that prints its own values and fails if one misses its target. */
function runScript(name) {
  const path = fileURLToPath(new URL(`bench/${name}.mjs`, sdkFolder));
  if (spawnSync(process.execPath, [path], { stdio: "inherit" }).status !== 0) process.exitCode = 1;
}

/** Measures the milliseconds that importing one function adds to an empty process. */
function measureImport() {
  const empty = join(folder, "empty.mjs");
  const importing = join(folder, "importing.mjs");
  const entry = pathToFileURL(fileURLToPath(new URL("dist/funcs/sessionsList.js", sdkFolder)));
  writeFileSync(empty, "");
  writeFileSync(importing, `import ${JSON.stringify(entry)};`);
  const timeToRun = (path) => {
    const start = performance.now();
    execFileSync(process.execPath, [path]);
    return performance.now() - start;
  };
  const added = Array.from({ length: 31 }, () => timeToRun(importing) - timeToRun(empty));
  report("import of one function, in ms more than an empty process", median(added), { max: 12 });
}

async function readAll(stream) {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  if (bytes !== STREAM_BYTES) throw new Error(`received ${bytes} of ${STREAM_BYTES} bytes`);
}

async function measureStreams() {
  const path = join(folder, "recording");
  writeFileSync(path, Buffer.alloc(STREAM_BYTES));
  const server = await startBare("stream", path);
  const { sessions } = new SyllableSDK({ apiKeyHeader: "key", serverURL: server.url });
  const seconds = async (open) => {
    const start = performance.now();
    await readAll(await open());
    return (performance.now() - start) / 1000;
  };
  const times = { sdk: [], bare: [] };
  let growth = 0;
  for (let round = 0; round < 5; round++) {
    times.bare.push(await seconds(async () => (await fetch(server.url)).body));
    const before = process.memoryUsage().rss;
    times.sdk.push(await seconds(() => sessions.sessionRecordingStream({ token: "token" })));
    growth = Math.max(growth, process.memoryUsage().rss - before);
  }
  await server.stop();
  const ratio = median(times.bare) / median(times.sdk);
  report("stream of 1 GiB, throughput relative to bare fetch", ratio, { min: 0.95 });
  report("memory growth during the stream, in MB", growth / 1e6, { max: 32 });
}

async function measureLeaks() {
  const path = join(folder, "page.json");
  writeFileSync(path, JSON.stringify({ items: [], page: 0, page_size: 25 }));
  const server = await startBare("constant", path);
  const sdk = new SyllableSDK({ apiKeyHeader: "key", serverURL: server.url });
  const { signal } = new AbortController();
  const callTimes = async (count) => {
    for (let call = 0; call < count; call++) {
      await sdk.sessions.list({}, { signal, timeoutMs: 60_000 });
    }
  };
  await callTimes(CALLS / 10);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await callTimes(CALLS);
  globalThis.gc?.();
  const grown = (process.memoryUsage().heapUsed - before) / 1e6;
  await server.stop();
  const listeners = getEventListeners(signal, "abort").length;
  report(`listeners left by ${CALLS} calls with a timeout and a signal`, listeners, { max: 0 });
  report("heap growth after these calls, in MB", grown, { max: 2 });
}

try {
  runScript("size");
  measureImport();
  runScript("cpu");
  await measureStreams();
  await measureLeaks();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
