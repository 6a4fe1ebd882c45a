/** The processes under a process and their memory, from Linux's /proc. */
import { readdirSync, readFileSync } from "node:fs";

/** Places among what follows the name in /proc/PID/stat. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;
const TICKS_PER_SECOND = 100;

/** The ids of a process and of all under it. */
export function processTree(root) {
  const parents = new Map();
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!pid) continue;
    const stat = read(`/proc/${pid}/stat`);
    // The name in parentheses may contain anything.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(pid, Number(parent));
  }
  const isUnder = (pid) => pid === root || (parents.has(pid) && isUnder(parents.get(pid)));
  return [...parents.keys()].filter(isUnder);
}

/** Resident memory of a process and of all under it, in MB. */
export function residentMB(root) {
  const kilobytes = processTree(root).map((pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Processor time that a process and all under it have used, in seconds. */
export function processorSeconds(root) {
  const ticks = processTree(root).map((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[USER_TIME] ?? 0) + Number(fields[SYSTEM_TIME] ?? 0);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND;
}

/** Ends a process and all under it at once. */
export function killTree(root) {
  for (const pid of processTree(root)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
}

/** Empty if the process has just ended. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
