import { SyllableSDK } from "syllable-sdk";
import { HTTPClient } from "syllable-sdk/lib/http";
import { CommandError, ExitCode } from "../errors.js";
import { configPath, type Profile, readProfiles } from "./config-file.js";
import { DryRun } from "./dry-run.js";
import { type ClientOptions, KEY_VARIABLE } from "./options.js";

/** A client of the server that the options name. */
export interface Client {
  readonly sdk: SyllableSDK;
  /** The JSON of the last response, including fields that the SDK does not know. */
  lastJson(): Promise<string>;
}

const KEYS = /syl_[\w-]+/g;

/** Creates a client. Asks for a key on a terminal if none is given. */
export async function connect(options: ClientOptions): Promise<Client> {
  const profile = await profileOf(options);
  let last: Response | undefined;
  const httpClient = new HTTPClient().addHook("response", (response) => {
    last = response.clone();
  });
  if (options.dryRun) httpClient.addHook("beforeRequest", DryRun.stop);
  const sdk = new SyllableSDK({
    apiKeyHeader: await keyOf(options, profile),
    serverURL: options.baseUrl ?? profile?.baseUrl,
    httpClient,
    retryConfig: RETRIES,
    debugLogger: options.debug ? debugLogger : undefined,
  });
  return { sdk, lastJson: async () => (await last?.text()) ?? "" };
}

/** A person is waiting, so a server that stays unavailable is reported within half a minute. */
const RETRIES = {
  strategy: "backoff",
  backoff: { initialInterval: 500, maxInterval: 5_000, exponent: 2, maxElapsedTime: 20_000 },
  retryConnectionErrors: false,
} as const;

async function profileOf({ profile: name }: ClientOptions): Promise<Profile | undefined> {
  const profiles = await readProfiles();
  if (name === undefined) return profiles.default;
  const profile = profiles[name];
  if (profile) return profile;
  throw new CommandError(
    `no profile is named ${name} in ${configPath()}; add it with \`syllable profiles set ${name}\``,
  );
}

async function keyOf(options: ClientOptions, profile: Profile | undefined): Promise<string> {
  const key = options.apiKey ?? process.env[KEY_VARIABLE] ?? profile?.apiKey;
  if (key) return key;
  if (options.dryRun) return "none";
  return promptForKey();
}

/** Reads a key from the terminal without showing it. */
export async function promptForKey(): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new CommandError(
      `no API key was given; set ${KEY_VARIABLE}, add a profile with \`syllable profiles set\`, or use --api-key`,
      ExitCode.Unauthorized,
    );
  }
  const { read } = await import("read");
  const key = await read({ prompt: "API key: ", silent: true, output: process.stderr }).catch(
    () => "",
  );
  process.stderr.write("\n");
  if (key === "") throw new CommandError("no API key was entered", ExitCode.Unauthorized);
  return key;
}

const debugLogger = {
  group: (label = "") => debug(label),
  groupEnd: () => undefined,
  log: (message: string, ...args: unknown[]) => debug(message, ...args),
};

const debug = (...values: unknown[]): void => {
  const texts = values.map((value) =>
    typeof value === "string" ? value : (JSON.stringify(value) ?? String(value)),
  );
  process.stderr.write(`${texts.join(" ").replace(KEYS, "***")}\n`);
};
