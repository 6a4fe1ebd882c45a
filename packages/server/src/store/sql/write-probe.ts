import { randomBytes } from "node:crypto";
import type { SqlDatabase } from "./database.js";

/**
 * The probe has its own table. In a cluster, this table is only on the node that services connect to, so
 * that an outage of another node does not make every service unavailable.
 */
const WRITE = `INSERT INTO write_probe (id, value) VALUES (1, ?)
  ON CONFLICT (id) DO UPDATE SET value = excluded.value`;

export interface WriteProbe {
  /** Overwrites the previous probe with this many random bytes, which cannot be compressed. */
  write(bytes: number): Promise<void>;
}

export const sqlWriteProbe = (db: SqlDatabase): WriteProbe => ({
  async write(bytes) {
    await db.run(WRITE, [randomBytes(bytes).toString("base64")]);
  },
});
