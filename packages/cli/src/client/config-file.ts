import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { CommandError } from "../errors.js";

/** The URL of a server and the key to use for it. */
export interface Profile {
  readonly baseUrl?: string;
  readonly apiKey?: string;
}

export type Profiles = Readonly<Record<string, Profile>>;

/** Only the owner may read it, because it contains keys. */
const MODE = 0o600;

/** The path of the configuration file: `SYLLABLE_CONFIG`, or below `XDG_CONFIG_HOME` or `~/.config`. */
export function configPath(env: NodeJS.ProcessEnv = process.env): string {
  const folder = env.XDG_CONFIG_HOME || join(homedir(), ".config");
  return env.SYLLABLE_CONFIG || join(folder, "syllable", "config.json");
}

/**
 * Reads the profiles; empty if there is no file.
 * @throws CommandError if the file is not valid
 */
export async function readProfiles(path = configPath()): Promise<Profiles> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return {};
    throw new CommandError(`can't read the configuration file: ${message}`);
  }
  const profiles = parse(text)?.profiles;
  if (!isProfiles(profiles)) {
    throw new CommandError(
      `the configuration file ${path} is not valid; correct it, or delete it and run \`syllable profiles set\``,
    );
  }
  return profiles;
}

/** Replaces the file in one step, so that an interrupted command leaves the old one. */
export async function writeProfiles(profiles: Profiles, path = configPath()): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(temporary, `${JSON.stringify({ profiles }, null, 2)}\n`, { mode: MODE });
    await chmod(temporary, MODE);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new CommandError(`can't write the configuration file: ${(error as Error).message}`);
  }
}

function parse(text: string): { profiles?: unknown } | undefined {
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isOptionalString = (value: unknown): boolean =>
  value === undefined || typeof value === "string";

const isProfiles = (value: unknown): value is Profiles =>
  isObject(value) &&
  Object.values(value).every(
    (profile) =>
      isObject(profile) && isOptionalString(profile.baseUrl) && isOptionalString(profile.apiKey),
  );
