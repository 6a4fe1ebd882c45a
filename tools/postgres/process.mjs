/**
 * Runs PostgreSQL for its parent process, and stops it when the parent disconnects or exits. As a
 * separate process, it survives Ctrl-C until the services that use it have stopped, and it cleans up
 * even if the parent was killed.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { postgresAccount } from "./account.mjs";
import { runnableBinaries } from "./binaries.mjs";
import { createTemporaryFolder } from "./folders.mjs";
import { Instance } from "./instance.mjs";

// The user that runs PostgreSQL must be able to read what root copies.
process.umask(0o022);

let instance;
let isEnding = false;

const actions = {
  async open({ binaries, ...options }) {
    const account = await postgresAccount();
    const workFolder = await createTemporaryFolder(account);
    process.on("exit", () => rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 }));
    const programs = await runnableBinaries(account, {
      binaries,
      copyFolder: join(workFolder, "native"),
    });
    instance = new Instance({ account, workFolder, programs, options });
    await instance.initialise();
    await instance.start();
  },
  start: () => instance.start(),
  stop: () => instance.stop(),
  kill: () => instance.kill(),
};

async function end() {
  if (isEnding) return;
  isEnding = true;
  await instance?.close();
  process.exit();
}

process.on("message", async ({ action, options }) => {
  let failure;
  try {
    await actions[action](options);
  } catch (error) {
    failure = error.message;
  }
  if (process.connected) process.send({ failure });
});
process.once("disconnect", end);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
