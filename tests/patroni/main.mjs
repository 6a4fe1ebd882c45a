/** Runs the events with a new cluster, and removes it afterwards, also after an error or Ctrl-C. */
import { readdir, readFile } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { BackgroundProcess } from "./background-process.mjs";
import { Cluster } from "./cluster.mjs";
import { Events } from "./events.mjs";
import { findPrograms } from "./programs.mjs";

const REPORTED_LINES = 15;
const REPORTED_LENGTH = 300;

const binaries = await findPrograms().catch((error) => {
  console.log(`Skipped: ${error.message}`);
});
if (binaries) process.exit(await run(binaries));

/** Returns the exit code. */
async function run(binaries) {
  const interrupted = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => resolve(128 + constants.signals[signal]));
    }
  });
  const cluster = await Cluster.create(binaries);
  const finished = new Events(cluster).run().then(() => 0);
  try {
    const code = await Promise.race([finished, interrupted]);
    console.log(code === 0 ? "\nAll checks passed." : "\nInterrupted.");
    return code;
  } catch (error) {
    await printLogs(cluster.folder);
    console.error(`\nFailed: ${error.message}`);
    return 1;
  } finally {
    await BackgroundProcess.stopAll();
    await cluster.remove();
  }
}

async function printLogs(folder) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".log")) continue;
    const lines = (await readFile(join(folder, name), "utf8")).trim().split("\n");
    const last = lines.slice(-REPORTED_LINES).map((line) => line.slice(0, REPORTED_LENGTH));
    console.error([`\nThe end of ${name}:`, ...last].join("\n"));
  }
}
