/** Runs the service over ./data as `syllable serve` does, filled with the demo when empty. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fillEmptyStore } from "./fill.mjs";
import { demoKey } from "./key.mjs";
import { tour } from "./tour.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMAND = join(root, "packages/cli/dist/main.js");

export async function runDemo(args) {
  const dataDir = process.env.SYLLABLE_DATA_DIR ?? join(root, "data");
  const { key, path } = await demoKey(dataDir);
  const service = spawn(process.execPath, [COMMAND, "serve", "--data-dir", dataDir, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SYLLABLE_BOOTSTRAP_KEY: key },
  });
  const ended = once(service, "exit");
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => service.kill(signal));
  ended.then(([code]) => process.exit(code ?? 1));

  const url = await addressOf(service);
  if (url === undefined) return;
  console.log(`Serving on ${url}, with the data of ${dataDir}`);
  try {
    await fillEmptyStore({ url, key, dataDir });
    await tour({ url, key, dataDir });
  } catch (error) {
    console.error(`\nThe demo stopped: ${error.message}`);
  }
  console.log(`\nServing on ${url} until Ctrl-C. Your key (kept in ${path}):\n  ${key}`);
}

/** Where the service listens, once it does; undefined where it ends before. */
async function addressOf(service) {
  const lines = createInterface({ input: service.stdout });
  for await (const line of lines) {
    const address = /^listening on (\S+)/.exec(line)?.[1];
    if (address) return address;
    console.log(line);
  }
  return undefined;
}
