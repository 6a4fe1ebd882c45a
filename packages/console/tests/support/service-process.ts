import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningCommand } from "syllable-test-support/command";
import { ADMIN_KEY, clientOf, type TestClient } from "syllable-test-support/service";

/** The service as its own process, which a test can kill and start again at the same URL. */
export interface ServiceProcess extends TestClient, AsyncDisposable {
  readonly url: string;
  /** Kills the process, as in a crash: all connections break at once. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export async function startServiceProcess(): Promise<ServiceProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const start = (port: string) =>
    RunningCommand.start(["serve", "--analysis", "off", "--data-dir", dataDir, "--port", port], {
      SYLLABLE_BOOTSTRAP_KEY: ADMIN_KEY,
    });
  let command = start("0");
  const url = await command.url();
  const kill = async () => {
    command.process.kill("SIGKILL");
    await command.ended;
  };
  return {
    url,
    ...clientOf(url),
    kill,
    async restart() {
      command = start(new URL(url).port);
      await command.url();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
