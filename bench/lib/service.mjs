import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../../scripts/listening.mjs";

const CLI = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));
const BARE = fileURLToPath(new URL("bare.mjs", import.meta.url));

export const KEY = "syl_bench_admin_key";
export const headers = { "syllable-api-key": KEY };

/** Starts a process that prints `listening on URL` when it is ready. */
async function start(args, env = {}, stderr = "inherit") {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", stderr],
  });
  const url = await listeningUrl(child).catch((error) => {
    throw new Error(`${args[0]} cannot start: ${error.message}`);
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

/** The service as users run it, in a process of its own. */
export const startService = (dataDir, variables = {}, { stderr } = {}) =>
  start(
    [CLI, "serve", "--port", "0", "--data-dir", dataDir],
    { SYLLABLE_BOOTSTRAP_KEY: KEY, ...variables },
    stderr,
  );

/** Bare `node:http` that answers with a file: read once into memory, or streamed, or in ranges. */
export const startBare = (mode, path) => start([BARE, mode, path]);

/** Imports NDJSON chunks over HTTP; returns how many lines were acknowledged as kept. */
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
  let kept = 0;
  for await (const line of createInterface({ input: response })) {
    const result = JSON.parse(line);
    if (result.status === "rejected") throw new Error(line);
    kept += 1;
    if (kept % 50_000 === 0) onProgress(kept);
  }
  await sending;
  return kept;
}
