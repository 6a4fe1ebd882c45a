/** Runs `syllable serve` over ./data, fills an empty store with the demo and prints a short tour. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../tools/listening-url.mjs";
import { readOrCreateSecret } from "../tools/secret-file.mjs";
import { fillEmptyStore } from "./fill.mjs";
import { signInLink } from "./sign-in-link.mjs";
import { tour } from "./tour.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMAND = join(root, "packages/cli/dist/main.js");

export async function runDemo(args) {
  process.umask(0o077);
  const dataDir = dataDirOf(args) ?? process.env.SYLLABLE_DATA_DIR ?? join(root, "data");
  const keyFile = join(dataDir, "demo-key");
  const key = await readOrCreateSecret(keyFile);
  const service = spawn(process.execPath, [COMMAND, "serve", ...args, "--data-dir", dataDir], {
    // Ctrl-C signals every process of the group, but the service must be stopped only once.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SYLLABLE_BOOTSTRAP_KEY: key },
  });
  let isStopping = false;
  const stop = () => {
    if (!isStopping) service.kill("SIGTERM");
    isStopping = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  process.on("exit", stop);
  service.on("exit", (code) => process.exit(code ?? 1));

  const url = await listeningUrl(service, console.log).catch((error) => {
    console.error(`The service failed to start: ${error.message}`);
    process.exit(1);
  });
  console.log(`Serving on ${url} with the data in ${dataDir}`);
  try {
    await fillEmptyStore({ url, key, dataDir });
    await tour({ url, key, dataDir });
    const link = await signInLink({ url, key });
    console.log(`\nOpen the console. The link signs you in once, within 10 minutes:\n  ${link}`);
  } catch (error) {
    console.error(`\nThe demo stopped: ${error.message}`);
    if (/\b401\b/.test(error.message)) {
      const create = `npx syllable keys create --scope admin --data-dir ${dataDir}`;
      console.error(
        `This store does not accept the demo's API key. Create another key:\n  ${create}`,
      );
      console.log(`\nServing on ${url} (press Ctrl-C to stop).`);
      return;
    }
  }
  console.log(`\nServing on ${url} (press Ctrl-C to stop).`);
  console.log(`Your API key (stored in ${keyFile}):\n  ${key}`);
}

/** Returns the value of `--data-dir`, if given. */
function dataDirOf(args) {
  const at = args.indexOf("--data-dir");
  if (at !== -1) return args[at + 1];
  return args.find((arg) => arg.startsWith("--data-dir="))?.slice("--data-dir=".length);
}
