import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.js";

const main = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Variables = Record<string, string>;

const LISTEN_LIMIT_MS = 60_000;

/** Commands that a failed test has not stopped. They are killed when the test process exits. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A running command, with its output so far. */
export class RunningCommand {
  stdout = "";
  stderr = "";
  readonly ended: Promise<Outcome>;

  private constructor(readonly process: ChildProcessWithoutNullStreams) {
    process.stdout.on("data", (text) => {
      this.stdout += text;
    });
    process.stderr.on("data", (text) => {
      this.stderr += text;
    });
    running.add(process);
    this.ended = once(process, "close").then(([code]) => {
      running.delete(process);
      return { code, stdout: this.stdout, stderr: this.stderr };
    });
  }

  static start(args: string[], variables: Variables = {}): RunningCommand {
    const env = { PATH: process.env.PATH, ...variables };
    return new RunningCommand(spawn(process.execPath, [main, ...args], { env }));
  }

  /** Waits for the URL that the service prints when it is ready. */
  async url(): Promise<string> {
    const listening = eventually(() => {
      const [, url] = /^listening on (http:\/\/\S+)\n/m.exec(this.stdout) ?? [];
      if (!url) throw new Error(`not ready: ${this.stdout}${this.stderr}`);
      return url;
    }, LISTEN_LIMIT_MS);
    const ended = this.ended.then(({ code, stdout, stderr }): never => {
      throw new Error(`it exited with ${code} before it was ready: ${stdout}${stderr}`);
    });
    return await Promise.race([listening, ended]);
  }

  /** Sends SIGTERM and waits until the command exits. */
  async stop(): Promise<Outcome> {
    this.process.kill("SIGTERM");
    return await this.ended;
  }
}

/** Runs the command until it exits. `input` is its standard input. */
export function runCommand(
  args: string[],
  variables: Variables = {},
  input = "",
): Promise<Outcome> {
  const command = RunningCommand.start(args, variables);
  // A command that reads nothing may exit before it is written.
  command.process.stdin.on("error", () => undefined).end(input);
  return command.ended;
}
