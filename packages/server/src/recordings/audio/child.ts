/** What the processes that parse and decode recordings have in common, on the side of the service. */
import { type ChildProcess, fork } from "node:child_process";

/** The environment variables that a process inherits. Others may be secrets. */
const INHERITED = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot"];

interface ChildOptions {
  /** The arguments that follow the id of the service's process. */
  readonly args?: readonly string[];
  readonly heapMebibytes: number;
  /** Further flags of Node. */
  readonly flags?: readonly string[];
}

/** Starts a process. May throw, or return a process without an id, if it can't be started. */
export function startChild(
  path: string,
  { args = [], heapMebibytes, flags = [] }: ChildOptions,
): ChildProcess {
  const child = fork(path, [String(process.pid), ...args], {
    env: Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
    execArgv: [`--max-old-space-size=${heapMebibytes}`, "--max-semi-space-size=2", ...flags],
    serialization: "advanced",
    // A process that runs out of memory writes pages about it to standard error.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // A process that can't be started or reached may emit several errors.
  child.on("error", () => undefined);
  return child;
}

/** Does nothing if the process has ended. Its `exit` event follows. */
export function sendTo<T extends object>(child: ChildProcess, request: T): void {
  if (child.connected) child.send(request, () => undefined);
}

/** V8 aborts a process whose heap is full, and the watchdog kills one that uses too much memory. */
const OUT_OF_MEMORY: readonly (string | number | null)[] = ["SIGABRT", "SIGKILL", 134];

/** Whether a process that has ended used too much memory. */
export const ranOutOfMemory = ({ exitCode, signalCode }: ChildProcess): boolean =>
  OUT_OF_MEMORY.includes(signalCode ?? exitCode);
