/** Runs several services over one PostgreSQL behind a balancer, until a signal stops them. */
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
  const stopLater = (...parts) => started.push(parts);
  /** Stops the balancer first, then the services, then the database. */
  const stopAll = async () => {
    for (const parts of started.splice(0).reverse()) {
      await Promise.all(parts.map((part) => part.stop()));
    }
  };
  stopOnSignal(stopAll);
  try {
    const database = await startPersistentPostgres(dataDir);
    stopLater(database);
    const keyFile = join(dataDir, "demo-key");
    const key = await readOrCreateSecret(keyFile);
    const recordingsUrl = recordingsUrlOf(process.env, dataDir);
    const variables = {
      SYLLABLE_DATA_DIR: dataDir,
      SYLLABLE_DATABASE_URL: database.url,
      SYLLABLE_RECORDINGS_URL: recordingsUrl,
      SYLLABLE_BOOTSTRAP_KEY: key,
    };
    const onExit = (url, how) => console.error(`the service at ${url} exited (${how})`);
    const starting = Array.from({ length: options.services }, () =>
      startService(variables, onExit),
    );
    const settled = await Promise.allSettled(starting);
    const services = settled.flatMap(({ value }) => value ?? []);
    stopLater(...services);
    for (const { reason } of settled) if (reason) throw reason;
    const urls = services.map(({ url }) => url);
    const balancer = await startBalancer({ services: urls, port: options.port });
    stopLater(balancer);
    console.log(`Database: PostgreSQL, in ${join(dataDir, "postgres")}`);
    console.log(`Recordings: ${recordingsUrl}`);
    console.log(`Services: ${urls.join(", ")}`);
    console.log(`\nServing on ${balancer.url} (press Ctrl-C to stop).`);
    console.log(`Your API key (stored in ${keyFile}):\n  ${key}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
    await stopAll();
  }
}

const USAGE = "npm run cluster -- [--port 8001] [--services 3] [--data-dir data/cluster]";

/** Returns undefined, after printing why, if there is nothing to run. */
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
      port: parseInteger("--port", values.port, 0, 65_535),
      services: parseInteger("--services", values.services, 1, 100),
      dataDir: resolve(values["data-dir"]),
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exitCode = 1;
  }
}

function parseInteger(option, text, min, max) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new Error(`${option} must be an integer from ${min} to ${max}, not "${text}"`);
}

/** A bucket if the environment names an object store, otherwise a folder. */
function recordingsUrlOf(env, dataDir) {
  if (env.SYLLABLE_RECORDINGS_URL) return env.SYLLABLE_RECORDINGS_URL;
  const endpoint = env.SYLLABLE_S3_ENDPOINT || env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  return endpoint ? "s3://recordings" : pathToFileURL(join(dataDir, "recordings")).href;
}

/** The first signal stops everything in order. The second one exits at once. */
function stopOnSignal(stopAll) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    await stopAll();
    process.exit();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
}
