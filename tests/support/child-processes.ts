import { readdirSync, readFileSync } from "node:fs";

/** The processes that a process started, by a part of their command; on Linux only. */
export function childProcesses(parent: number, command: string): number[] {
  const isOne = (pid: string): boolean => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const isChild = status.includes(`\nPPid:\t${parent}\n`);
      return isChild && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(command);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isOne(name))
    .map(Number);
}

/** Whether a process runs; one that has ended and was not waited for yet does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
