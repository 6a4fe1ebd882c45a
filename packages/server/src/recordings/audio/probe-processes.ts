import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { startChild } from "./child.js";
import { ProbeError, ProcessLostError } from "./probe-errors.js";

const PROCESS = createRequire(import.meta.url).resolve("#audio-probe");

/** Enough to parse recordings of calls. A hostile file crashes only the process. */
const HEAP_MEBIBYTES = 48;
/** How long a process may be idle before it is ended. */
const IDLE_MS = 20_000;

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
  try {
    return startChild(PROCESS, { heapMebibytes: HEAP_MEBIBYTES });
  } catch (cause) {
    throw new ProcessLostError(undefined, { cause });
  }
}
