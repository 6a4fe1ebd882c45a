import { randomBytes } from "node:crypto";
import type { Store } from "../port.js";
import type { SqlDatabase } from "./database.js";

const INSERT = "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
const GET = "SELECT value FROM secrets WHERE name = ?";
const BYTES = 32;

export const sqlSecret =
  (db: SqlDatabase): Store["getSecret"] =>
  async (name) => {
    const stored = await db.row<[string]>(GET, [name]);
    // Writes only if necessary, so that an existing secret can be read from a read-only database.
    if (!stored) await db.run(INSERT, [name, randomBytes(BYTES).toString("base64")]);
    const [value] = stored ?? (await db.row<[string]>(GET, [name]))!;
    return Buffer.from(value, "base64");
  };
