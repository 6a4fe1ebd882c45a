import { Command } from "commander";
import { SetupError, VERSION } from "syllable-server";
import { keysCommand } from "./commands/keys.js";
import { serveCommand } from "./commands/serve.js";

// Sessions, keys and secrets are for the owner of the process alone.
process.umask(0o077);

const program = new Command("syllable")
  .description("Keep, find, read and hear the sessions of AI voice and chat agents.")
  .version(VERSION)
  .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
  .addCommand(serveCommand())
  .addCommand(keysCommand());

inherit(program);
try {
  await program.parseAsync();
} catch (error) {
  const told = error instanceof SetupError ? error.message : (error as Error).stack;
  process.stderr.write(`syllable: ${told}\n`);
  process.exitCode = 1;
}

/** A fault of the command line, as all faults are told: in one line, with what to do. */
function oneLine(text: string): string {
  return `syllable: ${text.replace("error: ", "").trim().replaceAll("\n", " ")} (--help tells more)\n`;
}

/** Lets every command below tell faults as this one does. */
function inherit(command: Command): void {
  for (const sub of command.commands) inherit(sub.copyInheritedSettings(command));
}
