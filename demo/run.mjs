/** Runs the service over ./data as `syllable serve` does, filled with the demo when empty. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../tools/listening-url.mjs";
import { readOrCreateSecret } from "../tools/secret-file.mjs";
import { fillEmptyStore } from "./fill.mjs";
import { tour } from "./tour.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMAND = join(root, "packages/cli/dist/main.js");

export async function runDemo(args) {
  process.umask(0o077);
  const dataDir = dataDirOf(args) ?? process.env.SYLLABLE_DATA_DIR ?? join(root, "data");
  const keyFile = join(dataDir, "demo-key");
  const key = await readOrCreateSecret(keyFile);
  const service = spawn(process.execPath, [COMMAND, "serve", ...args, "--data-dir", dataDir], {
    // Ctrl-C goes to every process of a group; this one passes it on, once.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SYLLABLE_BOOTSTRAP_KEY: key },
  });
  let stopping = false;
  const stop = () => {
    if (!stopping) service.kill("SIGTERM");
    stopping = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  process.on("exit", stop);
  service.on("exit", (code) => process.exit(code ?? 1));

  const url = await listeningUrl(service, console.log).catch((error) => {
    console.error(`The service cannot start: ${error.message}`);
    process.exit(1);
  });
  console.log(`Serving on ${url}, with the data of ${dataDir}`);
  try {
    await fillEmptyStore({ url, key, dataDir });
    await tour({ url, key, dataDir });
  } catch (error) {
    console.error(`\nThe demo stopped: ${error.message}`);
    if (/\b401\b/.test(error.message)) {
      const create = `npx syllable keys create --scope admin --data-dir ${dataDir}`;
      console.error(`The store has other keys than the demo's. Make one of your own:\n  ${create}`);
      console.log(`\nServing on ${url} until Ctrl-C.`);
      return;
    }
  }
  console.log(`\nServing on ${url} until Ctrl-C. Your key (kept in ${keyFile}):\n  ${key}`);
}

/** The folder that the arguments name, if they do. */
function dataDirOf(args) {
  const at = args.indexOf("--data-dir");
  if (at !== -1) return args[at + 1];
  return args.find((arg) => arg.startsWith("--data-dir="))?.slice("--data-dir=".length);
}
