import { readdirSync, readFileSync } from "node:fs";

/** Finds the child processes of a process by a part of their command line. Works on Linux only. */
export function childProcesses(parent: number, command: string): number[] {
  const isMatch = (pid: string): boolean => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const isChild = status.includes(`\nPPid:\t${parent}\n`);
      return isChild && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(command);
    } catch {
      // The process has exited.
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isMatch(name))
    .map(Number);
}

/** Returns whether a process is running, and not a zombie. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
