import { Command, Option } from "commander";
import {
  CommitUnknown,
  createKey,
  DEFAULT_ORGANISATION,
  openStore,
  SCOPES,
  type Scope,
  SetupError,
  type Store,
} from "syllable-server";
import { databaseUrlOption, dataDirOption, nonEmpty, wholeNumber } from "./options.js";

interface StoreOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

interface CreateOptions extends StoreOptions {
  readonly organisation: string;
  readonly scope: Scope;
  readonly name: string;
}

export const keysCommand = (): Command =>
  new Command("keys")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());

const createCommand = (): Command =>
  new Command("create")
    .description("Create a key and print it. It can't be printed again.")
    .addOption(
      new Option("--organisation <name>", "organisation of the key, created if it does not exist")
        .default(DEFAULT_ORGANISATION)
        .argParser(nonEmpty("an organisation")),
    )
    .addOption(new Option("--scope <scope>", "what the key allows").choices(SCOPES).default("read"))
    .addOption(
      new Option("--name <name>", "name of the key in lists")
        .default("unnamed")
        .argParser(nonEmpty("a name")),
    )
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .action(async (options: CreateOptions) => {
      const { secret } = await withStore(options, (store) => createKey(store.keys, options)).catch(
        adviseIfUnknown(
          "the key may or may not have been created; run `syllable keys list`, revoke the key if it is there, and create another one",
        ),
      );
      process.stdout.write(`${secret}\n`);
    });

const listCommand = (): Command =>
  new Command("list")
    .description("List the keys, without their secrets: only hashes are stored.")
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .action(async (options: StoreOptions) => {
      const keys = await withExistingStore(options, (store) => store.keys.list());
      for (const key of keys) {
        const state = key.revokedAt === null ? "valid" : `revoked ${isoDate(key.revokedAt)}`;
        const columns = [key.id, key.organisationName, key.scope, key.name, isoDate(key.createdAt)];
        process.stdout.write(`${[...columns, state].join("\t")}\n`);
      }
    });

const revokeCommand = (): Command =>
  new Command("revoke")
    .description("Revoke a key. Running services reject it within 5 seconds.")
    .argument("<id>", "number of the key in `syllable keys list`", wholeNumber(1, 2 ** 31))
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .action(async (id: number, options: StoreOptions, command: Command) => {
      const wasRevoked = await withExistingStore(options, (store) => store.keys.revoke(id)).catch(
        adviseIfUnknown(
          "the key may or may not have been revoked; run `syllable keys list`, and revoke it again if it is valid",
        ),
      );
      if (!wasRevoked) {
        command.error(`error: no valid key has number ${id}; see \`syllable keys list\``);
      }
    });

const withExistingStore = <T>(options: StoreOptions, work: (store: Store) => Promise<T>) =>
  withStore(options, work, { mustExist: true });

async function withStore<T>(
  options: StoreOptions,
  work: (store: Store) => Promise<T>,
  { mustExist = false } = {},
): Promise<T> {
  const store = await openStore(options, { mustExist });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Returns a handler that says what to do if it is not known whether a change was stored. */
const adviseIfUnknown =
  (advice: string) =>
  (error: unknown): never => {
    if (!(error instanceof CommitUnknown)) throw error;
    throw new SetupError(`the database is unavailable: ${error.reason}; ${advice}`);
  };

const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
