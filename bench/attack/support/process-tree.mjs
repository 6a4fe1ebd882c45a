/** A process and its descendants, and their memory and CPU time, from /proc on Linux. */
import { readdirSync, readFileSync } from "node:fs";

/** Positions of fields after the name in /proc/PID/stat. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;
const TICKS_PER_SECOND = 100;

/** Returns the ids of a process and its descendants. */
export function processTree(root) {
  const parents = new Map();
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!pid) continue;
    const stat = read(`/proc/${pid}/stat`);
    // The name, in parentheses, may contain any character.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(pid, Number(parent));
  }
  const isInTree = (pid) => pid === root || (parents.has(pid) && isInTree(parents.get(pid)));
  return [...parents.keys()].filter(isInTree);
}

/** Returns the resident memory of a process and its descendants, in MB. */
export const residentMB = (root) => totalMB(root, "status", /VmRSS:\s+(\d+)/);

/** The same, but a page that several processes share, such as one of the program of Node, counts once. */
export const proportionalMB = (root) => totalMB(root, "smaps_rollup", /Pss:\s+(\d+)/);

function totalMB(root, file, pattern) {
  const kilobytes = processTree(root).map((pid) =>
    Number(pattern.exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Returns the CPU time of a process and its descendants, in seconds. */
export function cpuSeconds(root) {
  const ticks = processTree(root).map((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[USER_TIME] ?? 0) + Number(fields[SYSTEM_TIME] ?? 0);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND;
}

/** Kills a process and its descendants. */
export function killTree(root) {
  for (const pid of processTree(root)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
}

/** Returns an empty text if the process has just exited. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
