import { Command, Option } from "commander";
import {
  createKey,
  DEFAULT_ORGANISATION,
  openStore,
  SCOPES,
  type Scope,
  type Store,
} from "syllable-server";
import { databaseUrlOption, dataDirOption, named, wholeNumber } from "./options.js";

interface DataOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

/** Works on the store itself, beside running services. */
export const keysCommand = (): Command =>
  new Command("keys")
    .description("Make, list and revoke the keys of organisations.")
    .addCommand(create())
    .addCommand(list())
    .addCommand(revoke());

const create = (): Command =>
  new Command("create")
    .description("Make a key and show it, this once.")
    .addOption(
      new Option("--organisation <name>", "whose key it is; made where it is new")
        .default(DEFAULT_ORGANISATION)
        .argParser(named("an organisation")),
    )
    .addOption(new Option("--scope <scope>", "what it may do").choices(SCOPES).default("read"))
    .addOption(
      new Option("--name <name>", "what it is for").default("unnamed").argParser(named("a use")),
    )
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .action(async (options: DataOptions & { organisation: string; scope: Scope; name: string }) => {
      const { secret } = await withStore(options, (store) => createKey(store.keys, options));
      process.stdout.write(`${secret}\n`);
    });

const list = (): Command =>
  new Command("list")
    .description("List the keys; of a key itself only a hash is kept.")
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .action(async (options: DataOptions) => {
      const keys = await withStore(options, (store) => store.keys.list(), "made already");
      for (const key of keys) {
        const state = key.revokedAt === null ? "valid" : `revoked ${isoDate(key.revokedAt)}`;
        const columns = [key.id, key.organisationName, key.scope, key.name, isoDate(key.createdAt)];
        process.stdout.write(`${[...columns, state].join("\t")}\n`);
      }
    });

const revoke = (): Command =>
  new Command("revoke")
    .description("Make a key open nothing any more; running services follow within 5 seconds.")
    .argument("<id>", "the key's number, as `keys list` tells it", wholeNumber(1, 2 ** 31))
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .action(async (id: number, options: DataOptions, command: Command) => {
      if (!(await withStore(options, (store) => store.keys.revoke(id), "made already"))) {
        command.error(`error: there is no valid key ${id}; \`syllable keys list\` shows them`);
      }
    });

async function withStore<T>(
  options: DataOptions,
  work: (store: Store) => Promise<T>,
  state: "made already" | "made if new" = "made if new",
): Promise<T> {
  const store = await openStore(options, { mustExist: state === "made already" });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
