import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
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
    this.ended = once(process, "close").then(([code]) => ({
      code,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  static start(args: string[], variables: Variables = {}): RunningCommand {
    const env = { PATH: process.env.PATH, ...variables };
    return new RunningCommand(spawn(process.execPath, [main, ...args], { env }));
  }

  /** The address that the service says it listens on. */
  async url(): Promise<string> {
    return await eventually(() => {
      const [, url] = /^listening on (http:\/\/\S+)\n/m.exec(this.stdout) ?? [];
      if (!url) throw new Error(`not listening: ${this.stdout}${this.stderr}`);
      return url;
    });
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
