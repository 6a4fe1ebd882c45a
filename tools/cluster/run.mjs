/** Runs the set-up until it is told to stop, and stops it from the front to the back. */
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { startPersistentPostgres } from "../postgres/persistent-server.mjs";
import { readOrCreateSecret } from "../secret-file.mjs";
import { startBalancer } from "./balancer.mjs";
import { startService } from "./service.mjs";

const DATA = fileURLToPath(new URL("../../data/cluster", import.meta.url));

export async function runCluster(args) {
  const options = optionsOf(args);
  if (!options) return;
  const { dataDir } = options;
  process.umask(0o077);
  const started = [];
  const keep = (part) => {
    started.push(part);
    return part;
  };
  const stopAll = async () => {
    for (const parts of started.splice(0).reverse()) {
      await Promise.all([parts].flat().map((part) => part.stop()));
    }
  };
  stopOnSignal(stopAll);
  try {
    const { url: databaseUrl } = keep(await startPersistentPostgres(dataDir));
    const keyFile = join(dataDir, "demo-key");
    const key = await readOrCreateSecret(keyFile);
    const recordings = recordingsOf(process.env, dataDir);
    const variables = {
      SYLLABLE_DATA_DIR: dataDir,
      SYLLABLE_DATABASE_URL: databaseUrl,
      SYLLABLE_RECORDINGS_URL: recordings,
      SYLLABLE_BOOTSTRAP_KEY: key,
    };
    const ended = (url, how) => console.error(`the service at ${url} has ended (${how})`);
    const starting = Array.from({ length: options.services }, () => startService(variables, ended));
    const settled = await Promise.allSettled(starting);
    const services = settled.flatMap(({ value }) => value ?? []);
    keep(services);
    for (const { reason } of settled) if (reason) throw reason;
    const urls = services.map(({ url }) => url);
    const { url } = keep(await startBalancer({ services: urls, port: options.port }));
    console.log(`Database: PostgreSQL, in ${join(dataDir, "postgres")}`);
    console.log(`Recordings: ${recordings}`);
    console.log(`Services: ${urls.join(", ")}`);
    console.log(`\nServing on ${url} until Ctrl-C. Your key (kept in ${keyFile}):\n  ${key}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
    await stopAll();
  }
}

const USAGE = "npm run cluster -- [--port 8001] [--services 3] [--data-dir data/cluster]";

/** Undefined where there is nothing to run, which is told. */
function optionsOf(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "8001" },
        services: { type: "string", default: "3" },
        "data-dir": { type: "string", default: DATA },
        help: { type: "boolean" },
      },
    });
    if (values.help) return void console.log(USAGE);
    return {
      port: wholeNumber("--port", values.port, 0, 65_535),
      services: wholeNumber("--services", values.services, 1, 100),
      dataDir: resolve(values["data-dir"]),
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exitCode = 1;
  }
}

function wholeNumber(option, text, least, most) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`${option} must be a whole number from ${least} to ${most}, not ${text}`);
}

/** A bucket where an object store is named, as all services must reach it; else one folder. */
function recordingsOf(env, dataDir) {
  if (env.SYLLABLE_RECORDINGS_URL) return env.SYLLABLE_RECORDINGS_URL;
  const endpoint = env.SYLLABLE_S3_ENDPOINT || env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  return endpoint ? "s3://recordings" : pathToFileURL(join(dataDir, "recordings")).href;
}

/** The first signal stops from the front to the back; a second one does not wait. */
function stopOnSignal(stopAll) {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await stopAll();
    process.exit();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
}
