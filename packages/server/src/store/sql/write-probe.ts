import { randomBytes } from "node:crypto";
import type { SqlDatabase } from "./database.js";

/** Beside the secrets, as it needs a row and no table of its own. */
const WRITE = `INSERT INTO secrets (name, value) VALUES ('write-probe', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

export interface WriteProbe {
  /** Writes so many random bytes, which can't be compressed, over those of the last probe. */
  write(bytes: number): Promise<void>;
}

export const sqlWriteProbe = (db: SqlDatabase): WriteProbe => ({
  async write(bytes) {
    await db.run(WRITE, [randomBytes(bytes).toString("base64")]);
  },
});
