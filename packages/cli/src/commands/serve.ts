import { Command, InvalidArgumentError, Option } from "commander";
import { type RunningService, type Settings, serve } from "syllable-server";
import { databaseUrlOption, dataDirOption, named, wholeNumber } from "./options.js";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"];

const RATE_LIMIT =
  "the most requests per minute with one key; 0 turns rate limits off (default: 60000, and no limit for clients on this machine)";
const TRUSTED_PROXIES =
  "the proxies to trust for X-Forwarded headers: addresses and ranges, such as 10.0.0.1,192.168.0.0/16 (default: none)";

export const serveCommand = (): Command =>
  new Command("serve")
    .description("Run the service until it is told to stop.")
    .addOption(
      new Option("--host <address>", "the address to listen on")
        .env("SYLLABLE_HOST")
        .default("127.0.0.1")
        .argParser(named("an address; 0.0.0.0 is every one")),
    )
    .addOption(
      new Option("--port <number>", "the port to listen on; 0 picks a free one")
        .env("SYLLABLE_PORT")
        .default(8001)
        .argParser(wholeNumber(0, 65_535)),
    )
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .addOption(
      new Option("--database-connections <number>", "the most connections to that database")
        .env("SYLLABLE_DATABASE_CONNECTIONS")
        .default(10)
        .argParser(wholeNumber(2, 1_000)),
    )
    .addOption(
      new Option(
        "--recordings-url <url>",
        "where recordings are kept: file:///folder or s3://bucket/prefix (default: the data folder)",
      ).env("SYLLABLE_RECORDINGS_URL"),
    )
    .addOption(
      new Option("--s3-endpoint <url>", "the object store of s3://, where it is not AWS")
        .env("SYLLABLE_S3_ENDPOINT")
        .argParser(httpUrl),
    )
    .addOption(
      new Option("--public-url <url>", "the base of recording URLs (default: the host asked)")
        .env("SYLLABLE_PUBLIC_URL")
        .argParser(httpUrl),
    )
    .addOption(
      new Option("--token-seconds <number>", "how long a recording URL works")
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
      new Option("--max-connections <number>", "the most open connections")
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
      new Option("--trusted-proxies <addresses>", TRUSTED_PROXIES).env("SYLLABLE_TRUSTED_PROXIES"),
    )
    .addOption(
      new Option("--log-level <level>", "what goes to standard error; info tells each request")
        .env("SYLLABLE_LOG_LEVEL")
        .choices(LOG_LEVELS)
        .default("warn"),
    )
    .addHelpText(
      "after",
      "\nSYLLABLE_BOOTSTRAP_KEY sets the first admin key of an empty store; it must have at least 16 characters. Without it,\na key is generated and printed once. The AWS_* variables set the credentials and the region of s3://.",
    )
    .action(run);

async function run(options: Settings): Promise<void> {
  const service = await serve({ ...options, bootstrapKey: process.env.SYLLABLE_BOOTSTRAP_KEY });
  stopOnSignal(service);
  if (service.generatedKey) {
    process.stdout.write(`admin key, shown this once: ${service.generatedKey}\n`);
  }
  process.stdout.write(`listening on ${service.url}\n`);
}

/** The first signal lets requests in flight finish; a second one does not wait for them. */
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

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    throw new InvalidArgumentError("It must be an http or https URL.");
  }
  return text;
}
