import { Command, Option } from "commander";
import { type Distribution, distributeDatabase, SetupError } from "syllable-server";

/** Why a database cannot be distributed. */
const REFUSALS: Readonly<Partial<Record<Distribution, string>>> = {
  "no Citus":
    "the database has no Citus; run CREATE EXTENSION citus on each node, and add the workers with citus_add_node",
  distributed: "the database is already distributed",
};

export const databaseCommand = (): Command =>
  new Command("database").addCommand(distributeCommand());

const distributeCommand = (): Command =>
  new Command("distribute")
    .description(
      "Distribute the tables across the nodes of a Citus cluster. Stop all services first. " +
        "If this command fails, no table is distributed.",
    )
    .addOption(
      new Option("--database-url <url>", "the database of the sessions on the coordinator")
        .env("SYLLABLE_DATABASE_URL")
        .makeOptionMandatory(),
    )
    .action(async ({ databaseUrl }: { databaseUrl: string }) => {
      const before = await distributeDatabase(databaseUrl, (message) => {
        process.stderr.write(`${message}\n`);
      });
      const refusal = REFUSALS[before];
      if (refusal !== undefined) throw new SetupError(refusal);
      process.stdout.write("the database is distributed\n");
    });
