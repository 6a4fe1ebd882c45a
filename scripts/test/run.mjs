import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const GRACE_MS = 10_000;
const CHECK_MS = 100;
const MARK = "SYLLABLE_TEST_PROCESS";
const onWindows = process.platform === "win32";

/**
 * Runs a Node program to its end, and returns its exit code. Once the signal aborts, the program and
 * the processes that it started are ended, and the result is undefined.
 */
export async function run(path, args, { cwd, env, signal }) {
  if (signal.aborted) return undefined;
  // Processes inherit the mark, also those that leave the group or outlive their parent.
  const mark = `${MARK}=${randomUUID()}`;
  const child = spawn(process.execPath, [path, ...args], {
    cwd,
    detached: !onWindows,
    env: { ...process.env, ...env, [MARK]: mark.slice(MARK.length + 1) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) => code ?? 1);
  const stop = new AbortController();
  const aborted = once(signal, "abort", { signal: stop.signal }).then(
    () => undefined,
    () => undefined,
  );
  const code = await Promise.race([ended, aborted]);
  stop.abort();
  if (code === undefined) await endProcesses(child.pid, mark);
  return code;
}

/** Ends a group of processes and those that have the mark: at first gently. */
async function endProcesses(group, mark) {
  if (onWindows) {
    execFileSync("taskkill", ["/pid", String(group), "/f", "/t"], { stdio: "ignore" });
    return;
  }
  let left = sendSignal("SIGTERM", group, mark);
  for (let waited = 0; left && waited < GRACE_MS; waited += CHECK_MS) {
    await wait(CHECK_MS);
    left = sendSignal(0, group, mark);
  }
  sendSignal("SIGKILL", group, mark);
}

/** Whether there was a process to send it to. */
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

/** On Linux, where the environment of a process can be read; elsewhere the group has to do. */
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
