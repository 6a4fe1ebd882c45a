import { Argument, Command } from "commander";
import { configPath, readProfiles, writeProfiles } from "../client/config-file.js";
import { promptForKey } from "../client/connect.js";
import { baseUrlOption } from "../client/options.js";
import { CommandError, ExitCode } from "../errors.js";
import { nonEmpty } from "./options.js";

export const profilesCommand = (): Command =>
  new Command("profiles")
    .addCommand(setCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());

const nameArgument = (): Argument =>
  new Argument("[name]", "name of the profile; `default` is used without --profile")
    .default("default")
    .argParser(nonEmpty("a name"));

const setCommand = (): Command =>
  new Command("set")
    .description(
      `Add or replace a profile. The key is read from the terminal, or from standard input.`,
    )
    .addArgument(nameArgument())
    .addOption(baseUrlOption())
    .action(async (name: string, { baseUrl }: { baseUrl?: string }) => {
      const profiles = await readProfiles();
      const apiKey = process.stdin.isTTY ? await promptForKey() : await readStandardInput();
      await writeProfiles({ ...profiles, [name]: { ...(baseUrl && { baseUrl }), apiKey } });
      process.stderr.write(`stored profile ${name} in ${configPath()}\n`);
    });

const listCommand = (): Command =>
  new Command("list").description("List the profiles, without their keys.").action(async () => {
    for (const [name, { baseUrl }] of Object.entries(await readProfiles())) {
      process.stdout.write(`${name}\t${baseUrl ?? "the platform"}\n`);
    }
  });

const removeCommand = (): Command =>
  new Command("remove")
    .description("Remove a profile and its key.")
    .addArgument(new Argument("<name>", "name of the profile"))
    .action(async (name: string) => {
      const { [name]: removed, ...others } = await readProfiles();
      if (!removed) {
        throw new CommandError(
          `no profile is named ${name}; see \`syllable profiles list\``,
          ExitCode.NotFound,
        );
      }
      await writeProfiles(others);
    });

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const key = Buffer.concat(chunks).toString().trim();
  if (key !== "") return key;
  throw new CommandError("standard input contains no API key", ExitCode.Unauthorized);
}
