#!/usr/bin/env node
import { Command } from "commander";
import { SetupError, VERSION } from "syllable-server";
import { keysCommand } from "./commands/keys.js";
import { serveCommand } from "./commands/serve.js";

const program = new Command("syllable")
  .description("Keep, find, read and hear the sessions of AI voice and chat agents.")
  .version(VERSION)
  .showHelpAfterError("(add --help for what there is)")
  .addCommand(serveCommand())
  .addCommand(keysCommand());

try {
  await program.parseAsync();
} catch (error) {
  const told = error instanceof SetupError ? error.message : (error as Error).stack;
  process.stderr.write(`syllable: ${told}\n`);
  process.exitCode = 1;
}
