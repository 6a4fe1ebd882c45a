/** Runs `syllable serve` as a process, for the tests of this package. */
import { join } from "node:path";
import { RunningCommand } from "syllable-test-support/command";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterEach } from "vitest";

export const KEY = "syl_bootstrap_key_of_tests";
export const BOOTSTRAP = { SYLLABLE_BOOTSTRAP_KEY: KEY };
export const HEADERS = { "syllable-api-key": KEY };

/** Commands that are killed after each test, with new data folders, for the tests of a file. */
export function serveCommands() {
  const folder = tempFolder();
  let folders = 0;
  let running: RunningCommand[] = [];
  afterEach(async () => {
    for (const command of running) {
      command.process.kill("SIGKILL");
      await command.ended;
    }
    running = [];
  });
  return {
    newDataDir: () => join(folder, `data ${++folders}`),
    /** Starts the service on a free port. */
    serve(args: string[] = [], variables: Record<string, string> = BOOTSTRAP): RunningCommand {
      const command = RunningCommand.start(["serve", "--port", "0", ...args], variables);
      running.push(command);
      return command;
    },
  };
}

export const statusOf = async (url: string, key: string): Promise<number> =>
  (await fetch(`${url}/api/v1/sessions/`, { headers: { "syllable-api-key": key } })).status;

export const put = (url: string, path: string, body: string, type = "application/json") =>
  fetch(`${url}/api/v1/sessions/${path}`, {
    method: "PUT",
    headers: { ...HEADERS, "content-type": type },
    body,
  });
