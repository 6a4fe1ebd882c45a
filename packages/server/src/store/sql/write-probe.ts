import { randomBytes } from "node:crypto";
import type { SqlDatabase } from "./database.js";

/** The probe is a row of the table of secrets, because a single row does not need its own table. */
const WRITE = `INSERT INTO secrets (name, value) VALUES ('write-probe', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

export interface WriteProbe {
  /** Overwrites the previous probe with this many random bytes, which cannot be compressed. */
  write(bytes: number): Promise<void>;
}

export const sqlWriteProbe = (db: SqlDatabase): WriteProbe => ({
  async write(bytes) {
    await db.run(WRITE, [randomBytes(bytes).toString("base64")]);
  },
});
