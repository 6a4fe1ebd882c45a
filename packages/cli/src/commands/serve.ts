import { Command, Option } from "commander";
import { LOCAL_PROXIES, type RunningService, type Settings, serve } from "syllable-server";
import {
  databaseUrlOption,
  dataDirOption,
  httpUrl,
  nonEmpty,
  recordingsUrlOption,
  s3EndpointOption,
  wholeNumber,
} from "./options.js";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"];

const RATE_LIMIT =
  "maximum requests per minute with one key; 0 turns rate limits off (default: 60000, and no limit for clients on this machine)";
const TRUST_PROXY =
  "proxies whose X-Forwarded headers are trusted: addresses and ranges, such as 10.0.0.1,192.168.0.0/16; without a value, those on this machine and in private networks (default: none)";
const CORS_ORIGIN =
  "origin of pages that may call the service, such as https://app.example.com, or * for all; repeat it or separate several with commas (default: none)";
const HELP = `
SYLLABLE_BOOTSTRAP_KEY sets the first admin key of an empty store, with at least
16 characters. Without it, a key is generated and printed once. For s3://,
credentials and region come from the AWS_* variables.`;

export const serveCommand = (): Command =>
  new Command("serve")
    .addOption(
      new Option("--host <address>", "address to listen on; 0.0.0.0 is every address")
        .env("SYLLABLE_HOST")
        .default("127.0.0.1")
        .argParser(nonEmpty("an address")),
    )
    .addOption(
      new Option("--port <number>", "port to listen on; 0 picks a free one")
        .env("SYLLABLE_PORT")
        .default(8001)
        .argParser(wholeNumber(0, 65_535)),
    )
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .addOption(
      new Option("--database-connections <number>", "maximum connections to that database")
        .env("SYLLABLE_DATABASE_CONNECTIONS")
        .default(10)
        .argParser(wholeNumber(2, 1_000)),
    )
    .addOption(recordingsUrlOption())
    .addOption(s3EndpointOption())
    .addOption(
      new Option("--public-url <url>", "base of recording URLs (default: the host of each request)")
        .env("SYLLABLE_PUBLIC_URL")
        .argParser(httpUrl),
    )
    .addOption(
      new Option("--token-seconds <number>", "how long a recording URL is valid")
        .env("SYLLABLE_TOKEN_SECONDS")
        .default(3_600)
        .argParser(wholeNumber(1, 7 * 24 * 3_600)),
    )
    .addOption(
      new Option("--rate-limit <number>", RATE_LIMIT)
        .env("SYLLABLE_RATE_LIMIT")
        .argParser(wholeNumber(0, 100_000_000)),
    )
    .addOption(
      new Option("--max-connections <number>", "maximum open connections")
        .env("SYLLABLE_MAX_CONNECTIONS")
        .default(10_000)
        .argParser(wholeNumber(1, 1_000_000)),
    )
    .addOption(
      new Option(
        "--body-idle-seconds <number>",
        "how long to wait for the next byte of a request body",
      )
        .env("SYLLABLE_BODY_IDLE_SECONDS")
        .default(30)
        .argParser(wholeNumber(1, 3_600)),
    )
    .addOption(
      new Option(
        "--import-wait <seconds>",
        "how long an import waits in total while the database is unavailable",
      )
        .env("SYLLABLE_IMPORT_WAIT")
        .default(60)
        .argParser(wholeNumber(0, 86_400)),
    )
    .addOption(
      new Option(
        "--analysis <mode>",
        "whether this process analyses the audio of recordings in the background",
      )
        .env("SYLLABLE_ANALYSIS")
        .choices(["on", "off"])
        .default("on"),
    )
    .addOption(
      new Option("--trust-proxy [addresses]", TRUST_PROXY)
        .env("SYLLABLE_TRUST_PROXY")
        .preset(LOCAL_PROXIES),
    )
    // The name of --trust-proxy in earlier versions.
    .addOption(
      new Option("--trusted-proxies <addresses>")
        .env("SYLLABLE_TRUSTED_PROXIES")
        .conflicts("trustProxy")
        .hideHelp(),
    )
    .addOption(
      new Option("--cors-origin <origin>", CORS_ORIGIN)
        .env("SYLLABLE_CORS_ORIGIN")
        .argParser((origin: string, others: string[] = []) => [...others, origin]),
    )
    .addOption(
      new Option(
        "--log-level <level>",
        "lowest level that is logged to standard error; info logs each request",
      )
        .env("SYLLABLE_LOG_LEVEL")
        .choices(LOG_LEVELS)
        .default("warn"),
    )
    .addHelpText("after", HELP)
    .action(run);

interface ServeOptions extends Settings {
  readonly trustProxy?: string;
}

async function run({ trustProxy, ...options }: ServeOptions): Promise<void> {
  const service = await serve({
    ...options,
    trustedProxies: trustProxy ?? options.trustedProxies,
    bootstrapKey: process.env.SYLLABLE_BOOTSTRAP_KEY,
  });
  stopOnSignal(service);
  if (service.generatedKey) {
    process.stdout.write(`admin key (printed only once): ${service.generatedKey}\n`);
  }
  process.stdout.write(`listening on ${service.url}\n`);
}

/** The first signal waits for requests in progress; a second one exits at once. */
function stopOnSignal(service: RunningService): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await service.stop();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
