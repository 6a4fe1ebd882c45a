import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { ProbeError, ProcessLostError } from "./probe-errors.js";

const PROCESS = createRequire(import.meta.url).resolve("#audio-probe");

/** Enough to parse recordings of calls. A hostile file crashes only the process. */
const HEAP_MEBIBYTES = 48;
/** How long a process may be idle before it is ended. */
const IDLE_MS = 20_000;

/** The environment variables that a process inherits. Others may be secrets. */
const INHERITED = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot"];

/** The processes that parse recordings: started on demand, reused, and ended when idle. */
export class ProbeProcesses {
  readonly #idle = new Map<ChildProcess, NodeJS.Timeout>();
  readonly #busy = new Set<ChildProcess>();
  #closed = false;

  take(): ChildProcess {
    if (this.#closed) throw new ProbeError("the service stopped before the recording was parsed");
    const [idle] = this.#idle.keys();
    const child = idle ?? this.#start();
    this.#forget(child);
    this.#busy.add(child);
    return child;
  }

  /** Returns a process that has replied with facts, for the next recording. */
  release(child: ChildProcess): void {
    this.#busy.delete(child);
    if (!child.connected) return;
    const timeout = setTimeout(() => this.end(child), IDLE_MS).unref();
    this.#idle.set(child, timeout);
  }

  end(child: ChildProcess): void {
    this.#forget(child);
    child.kill("SIGKILL");
  }

  close(): void {
    this.#closed = true;
    for (const child of [...this.#idle.keys(), ...this.#busy]) this.end(child);
  }

  #start(): ChildProcess {
    const child = start();
    // A process that can't be started or reached may emit several errors.
    child.on("error", () => undefined);
    child.once("exit", () => this.#forget(child));
    return child;
  }

  #forget(child: ChildProcess): void {
    clearTimeout(this.#idle.get(child));
    this.#idle.delete(child);
    this.#busy.delete(child);
  }
}

function start(): ChildProcess {
  const env = Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
  try {
    return fork(PROCESS, [String(process.pid)], {
      env,
      execArgv: [`--max-old-space-size=${HEAP_MEBIBYTES}`, "--max-semi-space-size=2"],
      serialization: "advanced",
      // A parser that runs out of memory writes pages about it to standard error.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  } catch (cause) {
    throw new ProcessLostError(undefined, { cause });
  }
}
