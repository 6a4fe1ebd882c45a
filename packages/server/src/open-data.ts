import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "./settings.js";
import { type Store, StoreUnavailable } from "./store/port.js";
import { lockFile } from "./store/sqlite/file-lock.js";
import { openSqliteStore } from "./store/sqlite/open.js";

/** A fault of the set-up that its owner can mend, told in one line. */
export class SetupError extends Error {}

export type StoreSettings = Pick<Settings, "dataDir" | "databaseUrl" | "databaseConnections">;

interface StoreOptions {
  /** Whether a data folder without a store is refused. */
  readonly mustExist?: boolean;
  /** Told what the store has to do without. */
  readonly warn?: (message: string) => void;
}

/** The store in the database that the settings name, or else in the data folder. */
export async function openStore(
  { dataDir, databaseUrl, databaseConnections }: StoreSettings,
  { mustExist = false, warn = () => undefined }: StoreOptions = {},
): Promise<Store> {
  return databaseUrl === undefined
    ? openInFolder(dataDir, mustExist)
    : openInDatabase(databaseUrl, databaseConnections, warn);
}

async function openInFolder(dataDir: string, mustExist: boolean): Promise<Store> {
  const path = join(dataDir, "sessions.sqlite");
  if (mustExist && !existsSync(path)) {
    throw new SetupError(`there is no store in ${dataDir}; name its folder with --data-dir`);
  }
  try {
    return await openSqliteStore(path);
  } catch (error) {
    throw new SetupError(
      `can't use the data folder ${dataDir}: ${(error as Error).message}; name another with --data-dir`,
    );
  }
}

async function openInDatabase(
  url: string,
  connections: number | undefined,
  warn: (message: string) => void,
): Promise<Store> {
  if (!/^postgres(ql)?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new SetupError(
      "--database-url must be postgres://user:password@host:port/database, with its special characters percent-encoded",
    );
  }
  // Loaded only where it is used.
  const { openPostgresStore, describeDatabase } = await import("./store/postgres/open.js");
  const options = { url, connections };
  try {
    return await openPostgresStore(options, warn);
  } catch (error) {
    const { message } = error as Error;
    const remedy =
      error instanceof StoreUnavailable ? error.remedy : "or name another with --database-url";
    throw new SetupError(
      `can't use the database ${describeDatabase(options)}: ${message}; ${remedy}`,
    );
  }
}

/**
 * Claims a data folder for one service, as another would sweep away its unfinished uploads.
 * Returns what lets it go.
 */
export function claimFolder(dataDir: string): () => void {
  const release = lockFile(join(dataDir, "serve.lock"));
  if (release) return release;
  throw new SetupError(
    `the data folder ${dataDir} is in use by another syllable serve; stop it, or name another folder with --data-dir`,
  );
}
