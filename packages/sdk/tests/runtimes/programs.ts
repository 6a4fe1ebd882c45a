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

/** Runs a program in a consumer's folder and returns what it prints. */
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

/** Posts settings to a worker, whose bundle is in the consumer's folder, and returns its response. */
export async function runWorker(workerd: string, consumer: Consumer, settings: object) {
  const config = await consumer.write("workerd.capnp", WORKER_CONFIG);
  // workerd writes its port to file descriptor 3.
  const child = spawn(workerd, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const logs = collectOutput(child);
  try {
    const { port } = JSON.parse(await firstLine(child.stdio[3] as Readable, child, logs));
    const body = JSON.stringify(settings);
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${text}\n${logs()}`);
    return text;
  } finally {
    await kill(child);
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

/** Opens the page of a front in a browser with a new profile, and returns what it posts. */
export async function runPage(chromium: string, front: Front, settings: object): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), "syllable-chromium-"));
  const results = front.results();
  const url = `${front.url}/#${encodeURIComponent(JSON.stringify(settings))}`;
  const child = spawn(chromium, [...CHROMIUM_FLAGS, `--user-data-dir=${profile}`, url], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const logs = collectOutput(child);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = (why: string) => reject(new Error(`${why}: ${logs()}`));
    timer = setTimeout(() => fail("the page posted nothing in a minute"), MINUTE);
    child.once("error", (error) => fail(`the browser did not start (${error.message})`));
    child.once("exit", () => fail("the browser exited"));
  });
  try {
    return await Promise.race([results, late]);
  } finally {
    clearTimeout(timer);
    late.catch(() => {});
    await kill(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (part) => {
      text = (text + part).slice(-4_000);
    });
  }
  return () => text;
}

async function firstLine(stream: Readable, child: ChildProcess, logs: () => string) {
  let text = "";
  const early = once(child, "exit").then(() => {
    throw new Error(`the program exited at once: ${logs()}`);
  });
  const late = once(AbortSignal.timeout(MINUTE), "abort").then(() => {
    throw new Error(`the program printed nothing in a minute: ${logs()}`);
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

async function kill(child: ChildProcess): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
