import { readFileSync } from "node:fs";
import { Command } from "commander";
import { DryRun } from "./client/dry-run.js";
import { CommandError, ExitCode } from "./errors.js";

// Only the owner of the process may read sessions, keys and secrets.
process.umask(0o077);

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

interface Entry {
  readonly description: string;
  readonly load: () => Promise<Command>;
}

/** The commands. Only the one that runs is loaded, because the service takes long to load. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  sessions: {
    description: "Find and read sessions on any server of this API.",
    load: async () => (await import("./commands/sessions/index.js")).sessionsCommand(),
  },
  profiles: {
    description: "Store servers and their keys under names, for --profile.",
    load: async () => (await import("./commands/profiles.js")).profilesCommand(),
  },
  serve: {
    description: "Run the service until SIGTERM or Ctrl-C.",
    load: async () => (await import("./commands/serve.js")).serveCommand(),
  },
  keys: {
    description: "Create, list and revoke API keys. Services that are running need no restart.",
    load: async () => (await import("./commands/keys.js")).keysCommand(),
  },
  recordings: {
    description: "Manage recordings.",
    load: async () => (await import("./commands/recordings.js")).recordingsCommand(),
  },
  database: {
    description: "Manage the PostgreSQL database of the sessions.",
    load: async () => (await import("./commands/database.js")).databaseCommand(),
  },
};

const program = new Command("syllable")
  .description("Store, find, read and listen to the sessions of AI voice and chat agents.")
  .version(version)
  .configureOutput({ outputError: (text, write) => write(oneLine(text)) });
// The command is the first name, or the second one after `help`.
const named = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith("-"))
  .slice(0, 2);
for (const [name, { description, load }] of Object.entries(COMMANDS)) {
  const command = named.includes(name) ? await load() : new Command(name);
  program.addCommand(command.description(description));
}

inheritSettings(program);
try {
  await program.parseAsync();
} catch (error) {
  if (!DryRun.isPrinted) {
    const { message, exitCode } = await describe(error as Error);
    process.stderr.write(`syllable: ${message}\n`);
    process.exitCode = exitCode;
  }
}

/** An error that the user can do something about is one line. All others have a stack trace. */
async function describe(error: Error): Promise<{ message: string; exitCode: ExitCode }> {
  if (error instanceof CommandError) return error;
  const { describeCallError } = await import("./client/describe-error.js");
  const callError = describeCallError(error);
  if (callError) return callError;
  const { describeUnavailable, SetupError } = await import("syllable-server");
  const message =
    error instanceof SetupError ? error.message : (describeUnavailable(error) ?? error.stack);
  return { message: message ?? String(error), exitCode: ExitCode.Failure };
}

/** Formats an error of commander like all other errors: on one line. */
function oneLine(text: string): string {
  const message = text.replace("error: ", "").trim().replaceAll("\n", " ");
  return `syllable: ${message} (see --help)\n`;
}

/** Makes all subcommands report errors in the same way. */
function inheritSettings(command: Command): void {
  for (const sub of command.commands) inheritSettings(sub.copyInheritedSettings(command));
}
