import { Command } from "commander";
import { describeUnavailable, SetupError, VERSION } from "syllable-server";
import { databaseCommand } from "./commands/database.js";
import { keysCommand } from "./commands/keys.js";
import { recordingsCommand } from "./commands/recordings.js";
import { serveCommand } from "./commands/serve.js";

// Only the owner of the process may read sessions, keys and secrets.
process.umask(0o077);

const program = new Command("syllable")
  .description("Store, find, read and listen to the sessions of AI voice and chat agents.")
  .version(VERSION)
  .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
  .addCommand(serveCommand())
  .addCommand(keysCommand())
  .addCommand(recordingsCommand())
  .addCommand(databaseCommand());

inheritSettings(program);
try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`syllable: ${describe(error as Error)}\n`);
  process.exitCode = 1;
}

/** An error that the operator can do something about is one line. All others have a stack trace. */
function describe(error: Error): string | undefined {
  if (error instanceof SetupError) return error.message;
  return describeUnavailable(error) ?? error.stack;
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
