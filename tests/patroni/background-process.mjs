import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";

const STOP_LIMIT_MS = 60_000;

/** A process that appends its output to a file. Ctrl-C does not reach it: its parent stops it. */
export class BackgroundProcess {
  static #all = [];
  static #isEnding = false;
  #exited;

  /** Stops all processes, the last one first. No process can be started afterwards. */
  static async stopAll() {
    BackgroundProcess.#isEnding = true;
    for (const one of BackgroundProcess.#all.reverse()) await one.stop();
  }

  /** Appends standard error to `log`, and standard output too unless `stdout` is "pipe". */
  constructor(program, args, { log, stdout, ...options }) {
    if (BackgroundProcess.#isEnding) throw new Error(`${program} is started too late`);
    const file = openSync(log, "a");
    const stdio = ["ignore", stdout ?? file, file];
    this.child = spawn(program, args, { ...options, stdio, detached: true });
    closeSync(file);
    this.#exited = once(this.child, "exit").catch(() => undefined);
    BackgroundProcess.#all.push(this);
  }

  get isRunning() {
    const { pid, exitCode, signalCode } = this.child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  /** Asks the process to stop, and kills it if it takes too long. */
  async stop() {
    const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.#end("SIGTERM");
    clearTimeout(timer);
  }

  kill() {
    return this.#end("SIGKILL");
  }

  async #end(signal) {
    if (!this.isRunning) return;
    this.child.kill(signal);
    await this.#exited;
  }
}
