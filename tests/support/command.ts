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

/** What a failed test has not stopped ends with the process of the tests. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The command as it runs: what it printed so far, and how it ended. */
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

  /** The address that the service says it listens on. */
  async url(): Promise<string> {
    const listening = eventually(() => {
      const [, url] = /^listening on (http:\/\/\S+)\n/m.exec(this.stdout) ?? [];
      if (!url) throw new Error(`not listening: ${this.stdout}${this.stderr}`);
      return url;
    }, LISTEN_LIMIT_MS);
    const ended = this.ended.then(({ code, stdout, stderr }): never => {
      throw new Error(`it ended with ${code} before it listened: ${stdout}${stderr}`);
    });
    return await Promise.race([listening, ended]);
  }

  /** Tells it to stop, and waits until it has. */
  async stop(): Promise<Outcome> {
    this.process.kill("SIGTERM");
    return await this.ended;
  }
}

/** Runs the command to its end. */
export const runCommand = (args: string[], variables: Variables = {}): Promise<Outcome> =>
  RunningCommand.start(args, variables).ended;
