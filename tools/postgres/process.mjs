/**
 * PostgreSQL as its parent asks for it, until the parent disconnects or ends, however it ends. In a
 * process of its own, so that Ctrl-C does not end PostgreSQL before the services that use it, and so
 * that nothing is left behind by a parent that was killed.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { postgresAccount } from "./account.mjs";
import { runnableBinaries } from "./binaries.mjs";
import { temporaryFolder } from "./folders.mjs";
import { Instance } from "./instance.mjs";

// Another user has to read what root copies.
process.umask(0o022);

let instance;
let ending = false;

const actions = {
  async open(options) {
    const account = await postgresAccount();
    const work = await temporaryFolder(account);
    process.on("exit", () => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));
    const programs = await runnableBinaries(account, join(work, "native"));
    instance = new Instance({ account, work, programs, options });
    await instance.initialise();
    await instance.start();
  },
  start: () => instance.start(),
  stop: () => instance.stop(),
  kill: () => instance.kill(),
};

async function end() {
  if (ending) return;
  ending = true;
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
