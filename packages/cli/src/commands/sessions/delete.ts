import { Command, Option } from "commander";
import { connect } from "../../client/connect.js";
import { addClientOptions, type ClientOptions } from "../../client/options.js";
import { CommandError } from "../../errors.js";
import { sessionIdArgument } from "./parts.js";

interface DeleteOptions extends ClientOptions {
  readonly yes?: boolean;
}

export const deleteCommand = (): Command =>
  addClientOptions(
    new Command("delete")
      .description("Delete a session with its parts, labels and recordings.")
      .addArgument(sessionIdArgument())
      .addOption(new Option("-y, --yes", "do not ask for confirmation")),
  ).action(async (sessionId: string, options: DeleteOptions) => {
    if (!options.yes && !options.dryRun) await confirm(sessionId);
    const { sdk } = await connect(options);
    await sdk.ingest.deleteSession({ sessionId });
    process.stderr.write(`deleted session ${sessionId}\n`);
  });

async function confirm(sessionId: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new CommandError(`without a terminal, deleting session ${sessionId} requires --yes`);
  }
  const prompt = `Delete session ${sessionId}, its transcript, labels and recordings? [y/N] `;
  const { read } = await import("read");
  const response = await read({ prompt, output: process.stderr }).catch(() => "");
  if (!/^y(es)?$/i.test(response.trim())) throw new CommandError("nothing was deleted");
}
