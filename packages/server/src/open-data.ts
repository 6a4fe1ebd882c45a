import { join } from "node:path";
import type { Store } from "./store/port.js";
import { openSqliteStore } from "./store/sqlite/open.js";

/** A fault of the set-up that its owner can mend, told in one line. */
export class SetupError extends Error {}

/** The store of a data folder. */
export function openStore(dataDir: string): Store {
  try {
    return openSqliteStore(join(dataDir, "sessions.sqlite"));
  } catch (error) {
    throw new SetupError(
      `can't use the data folder ${dataDir}: ${(error as Error).message}; name another with --data-dir`,
    );
  }
}
