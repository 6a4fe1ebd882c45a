import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../../tools/listening-url.mjs";

const CLI = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));
const BARE = fileURLToPath(new URL("bare.mjs", import.meta.url));

const WITHOUT_ANALYSES = fileURLToPath(new URL("service-without-analyses.mjs", import.meta.url));

export const KEY = "syl_bench_admin_key";
export const headers = { "syllable-api-key": KEY };

/** Starts a process and waits until it prints `listening on URL`. */
async function start(args, env = {}, stderr = "inherit") {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", stderr],
  });
  const url = await listeningUrl(child).catch((error) => {
    throw new Error(`${args[0]} failed to start: ${error.message}`);
  });
  return { url, child, rssMB: () => residentMB(child.pid), stop: () => stop(child) };
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

const residentMB = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

/** Starts the service as users run it, in a separate process. */
export const startService = (dataDir, variables = {}, { stderr } = {}) =>
  start(
    [CLI, "serve", "--port", "0", "--data-dir", dataDir],
    { SYLLABLE_BOOTSTRAP_KEY: KEY, ...variables },
    stderr,
  );

/** Starts the service in a separate process, without analyses of recordings. */
export const startServiceWithoutAnalyses = (dataDir) =>
  start([WITHOUT_ANALYSES, dataDir], { SYLLABLE_BOOTSTRAP_KEY: KEY });

/** Starts a bare `node:http` server for a file. The mode is `constant`, `stream` or `range`. */
export const startBare = (mode, path) => start([BARE, mode, path]);

/** Imports NDJSON chunks over HTTP and returns how many sessions were stored. */
export async function importSessions(url, chunks, onProgress = () => {}) {
  const request = http.request(`${url}/api/v1/sessions/import`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-ndjson" },
  });
  const sending = (async () => {
    for (const chunk of chunks) if (!request.write(chunk)) await once(request, "drain");
    request.end();
  })();
  const [response] = await once(request, "response");
  let stored = 0;
  for await (const line of createInterface({ input: response })) {
    if (JSON.parse(line).status === "rejected") throw new Error(line);
    stored += 1;
    if (stored % 50_000 === 0) onProgress(stored);
  }
  await sending;
  return stored;
}
