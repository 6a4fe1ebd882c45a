import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const GRACE_MS = 10_000;
const CHECK_MS = 100;
/** Marks all processes of a run in their environment. */
const MARK = "SYLLABLE_TEST_PROCESS";
const isWindows = process.platform === "win32";

/**
 * Runs a Node program and returns its exit code. If the signal aborts first, ends the program and the
 * processes that it started, and returns undefined.
 */
export async function run(path, args, { cwd, env, signal }) {
  if (signal.aborted) return undefined;
  // Child processes inherit the mark even if they leave the group or outlive their parent.
  const mark = `${MARK}=${randomUUID()}`;
  const child = spawn(process.execPath, [path, ...args], {
    cwd,
    detached: !isWindows,
    env: { ...process.env, ...env, [MARK]: mark.slice(MARK.length + 1) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const exited = once(child, "exit").then(([code]) => code ?? 1);
  const stopWaiting = new AbortController();
  const aborted = once(signal, "abort", { signal: stopWaiting.signal }).then(
    () => undefined,
    () => undefined,
  );
  const code = await Promise.race([exited, aborted]);
  stopWaiting.abort();
  if (code === undefined) await endProcesses(child.pid, mark);
  return code;
}

/** Ends a process group and all processes with the mark, first with SIGTERM, then with SIGKILL. */
async function endProcesses(group, mark) {
  if (isWindows) {
    execFileSync("taskkill", ["/pid", String(group), "/f", "/t"], { stdio: "ignore" });
    return;
  }
  let isRunning = sendSignal("SIGTERM", group, mark);
  for (let waited = 0; isRunning && waited < GRACE_MS; waited += CHECK_MS) {
    await wait(CHECK_MS);
    isRunning = sendSignal(0, group, mark);
  }
  sendSignal("SIGKILL", group, mark);
}

/** Returns whether the signal reached any process. */
function sendSignal(signal, group, mark) {
  const sent = [-group, ...markedProcesses(mark)].map((target) => {
    try {
      return process.kill(target, signal);
    } catch {
      return false;
    }
  });
  return sent.includes(true);
}

/** Finds marked processes on Linux. Elsewhere their environment cannot be read. */
function markedProcesses(mark) {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(mark))
    .map(Number);
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return [];
  }
}
