import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "./store/port.js";
import { claim } from "./store/sqlite/claim.js";
import { openSqliteStore } from "./store/sqlite/open.js";

/** A fault of the set-up that its owner can mend, told in one line. */
export class SetupError extends Error {}

/** The store of a data folder; with `mustExist`, only one that is there already. */
export function openStore(dataDir: string, mustExist = false): Store {
  const path = join(dataDir, "sessions.sqlite");
  if (mustExist && !existsSync(path)) {
    throw new SetupError(`there is no store in ${dataDir}; name its folder with --data-dir`);
  }
  try {
    return openSqliteStore(path);
  } catch (error) {
    throw new SetupError(
      `can't use the data folder ${dataDir}: ${(error as Error).message}; name another with --data-dir`,
    );
  }
}

/**
 * Claims a data folder for one service, as another would sweep away its unfinished uploads.
 * Returns what lets it go.
 */
export function claimFolder(dataDir: string): () => void {
  const release = claim(join(dataDir, "serve.lock"));
  if (release) return release;
  throw new SetupError(
    `the data folder ${dataDir} is in use by another syllable serve; stop it, or name another folder with --data-dir`,
  );
}
