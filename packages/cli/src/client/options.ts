import { type Command, Option } from "commander";
import { httpUrl, nonEmpty } from "../commands/options.js";
import { FORMATS, type Format } from "../output/formats.js";

/** The options of every command that calls a server. */
export interface ClientOptions {
  readonly apiKey?: string;
  readonly baseUrl?: string;
  readonly profile?: string;
  readonly output: Format;
  readonly dryRun?: boolean;
  readonly debug?: boolean;
}

export const KEY_VARIABLE = "SYLLABLESDK_API_KEY_HEADER";

export const baseUrlOption = (): Option =>
  new Option(
    "--base-url <url>",
    "URL of the server (default: that of the profile, or the platform)",
  )
    .env("SYLLABLESDK_SERVER_URL")
    .argParser(httpUrl);

export const addClientOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("-o, --output <format>", "format of the output").choices(FORMATS).default("table"),
    )
    .addOption(
      // Not `env`, because the help would print the value of the variable.
      new Option(
        "--api-key <key>",
        `API key (default: the variable ${KEY_VARIABLE}, that of the profile, or a prompt)`,
      ).argParser(nonEmpty("a key")),
    )
    .addOption(baseUrlOption())
    .addOption(
      new Option("--profile <name>", "profile in the configuration file").env("SYLLABLE_PROFILE"),
    )
    .option("--dry-run", "print the request instead of sending it")
    .option("--debug", "print the requests and responses, without keys, on standard error");
