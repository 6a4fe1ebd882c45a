import { randomBytes } from "node:crypto";
import type { SqlDatabase } from "./database.js";

/** In the table of secrets, because one row does not need a table of its own. */
const WRITE = `INSERT INTO secrets (name, value) VALUES ('write-probe', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

export interface WriteProbe {
  /** Overwrites the last probe with this many random bytes, which can't be compressed. */
  write(bytes: number): Promise<void>;
}

export const sqlWriteProbe = (db: SqlDatabase): WriteProbe => ({
  async write(bytes) {
    await db.run(WRITE, [randomBytes(bytes).toString("base64")]);
  },
});
