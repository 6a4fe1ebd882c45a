/** The SDK against its budgets: size, import, CPU of lists, streams, and what calls leave behind. */
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

/** A script that prints its own figures, and fails where one is missed. */
function runScript(name) {
  const path = fileURLToPath(new URL(`bench/${name}.mjs`, sdkFolder));
  if (spawnSync(process.execPath, [path], { stdio: "inherit" }).status !== 0) process.exitCode = 1;
}

/** Milliseconds that importing one function adds to an empty process. */
function importTime() {
  const empty = join(folder, "empty.mjs");
  const importing = join(folder, "importing.mjs");
  const entry = pathToFileURL(fileURLToPath(new URL("dist/funcs/sessionsList.js", sdkFolder)));
  writeFileSync(empty, "");
  writeFileSync(importing, `import ${JSON.stringify(entry)};`);
  const once = (path) => {
    const begun = performance.now();
    execFileSync(process.execPath, [path]);
    return performance.now() - begun;
  };
  const added = Array.from({ length: 31 }, () => -once(empty) + once(importing));
  report("import of one function, in ms over an empty process", median(added), { most: 12 });
}

async function readAll(stream) {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  if (bytes !== STREAM_BYTES) throw new Error(`${bytes} bytes of ${STREAM_BYTES}`);
}

async function streams() {
  const path = join(folder, "recording");
  writeFileSync(path, Buffer.alloc(STREAM_BYTES));
  const server = await startBare("stream", path);
  const { sessions } = new SyllableSDK({ apiKeyHeader: "key", serverURL: server.url });
  const seconds = async (open) => {
    const begun = performance.now();
    await readAll(await open());
    return (performance.now() - begun) / 1000;
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
  report("1 GiB streamed, throughput over bare fetch", ratio, { least: 0.95 });
  report("memory growth meanwhile, in MB", growth / 1e6, { most: 32 });
}

async function leftovers() {
  const path = join(folder, "page.json");
  writeFileSync(path, JSON.stringify({ items: [], page: 0, page_size: 25 }));
  const server = await startBare("constant", path);
  const sdk = new SyllableSDK({ apiKeyHeader: "key", serverURL: server.url });
  const { signal } = new AbortController();
  const calls = async (count) => {
    for (let call = 0; call < count; call++) {
      await sdk.sessions.list({}, { signal, timeoutMs: 60_000 });
    }
  };
  await calls(CALLS / 10);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await calls(CALLS);
  globalThis.gc?.();
  const grown = (process.memoryUsage().heapUsed - before) / 1e6;
  await server.stop();
  const listeners = getEventListeners(signal, "abort").length;
  report(`listeners left by ${CALLS} calls with time limits and a signal`, listeners, { most: 0 });
  report("heap left by them, in MB", grown, { most: 2 });
}

try {
  runScript("size");
  importTime();
  runScript("cpu");
  await streams();
  await leftovers();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
