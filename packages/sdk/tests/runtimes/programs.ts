import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import type { Consumer } from "./consumer.js";
import type { Front } from "./front.js";

const MINUTE = 60_000;

/** Runs a program to its end in a consumer's folder, without the variables of the SDK. */
export async function output(
  path: string,
  args: string[],
  { folder }: Consumer,
  env: Record<string, string> = {},
): Promise<string> {
  try {
    const options = { cwd: folder, timeout: MINUTE, env: { ...process.env, ...env } };
    return (await promisify(execFile)(path, args, options)).stdout;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & Record<string, string>;
    throw new Error(`${message.split("\n")[0]?.slice(0, 200)}\n${stdout}\n${stderr}`);
  }
}

const WORKER_CONFIG = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.bundle.js")],
      compatibilityDate = "2026-01-01",
    )),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

/** Posts a setting to a worker, whose bundle is in the consumer's folder, and gives its answer. */
export async function askWorker(workerd: string, consumer: Consumer, setting: object) {
  const config = await consumer.write("workerd.capnp", WORKER_CONFIG);
  // The third channel tells which port it got.
  const child = spawn(workerd, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const said = collect(child);
  try {
    const { port } = JSON.parse(await firstLine(child.stdio[3] as Readable, child, said));
    const body = JSON.stringify(setting);
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${text}\n${said()}`);
    return text;
  } finally {
    await end(child);
  }
}

const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

/** Opens a front's page in a browser with a profile of its own, and gives what it posts back. */
export async function askPage(chromium: string, front: Front, setting: object): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), "syllable-chromium-"));
  const results = front.results();
  const url = `${front.url}/#${encodeURIComponent(JSON.stringify(setting))}`;
  const child = spawn(chromium, [...CHROMIUM_FLAGS, `--user-data-dir=${profile}`, url], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = collect(child);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = (why: string) => reject(new Error(`the page ${why}: ${said()}`));
    timer = setTimeout(() => fail("posted nothing in a minute"), MINUTE);
    child.once("error", (error) => fail(`has no browser (${error.message})`));
    child.once("exit", () => fail("ended with its browser"));
  });
  try {
    return await Promise.race([results, late]);
  } finally {
    clearTimeout(timer);
    late.catch(() => {});
    await end(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (part) => {
      text = (text + part).slice(-4_000);
    });
  }
  return () => text;
}

async function firstLine(stream: Readable, child: ChildProcess, said: () => string) {
  let text = "";
  const early = once(child, "exit").then(() => {
    throw new Error(`it ended at once: ${said()}`);
  });
  const late = once(AbortSignal.timeout(MINUTE), "abort").then(() => {
    throw new Error(`it printed nothing in a minute: ${said()}`);
  });
  for (const failure of [early, late]) failure.catch(() => {});
  const read = (async () => {
    for await (const part of stream.setEncoding("utf8")) {
      text += part;
      if (text.includes("\n")) break;
    }
    return text.split("\n")[0]!;
  })();
  return Promise.race([read, early, late]);
}

async function end(child: ChildProcess): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
