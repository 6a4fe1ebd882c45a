import { statSync } from "node:fs";
import type { SqliteDatabase } from "./database.js";

const MIB = 1024 * 1024;
/** Smaller files are vacuumed in less than about a second. */
const LARGE_BYTES = 100 * MIB;

/**
 * Rewrites the file once if a migration requires it, because earlier versions left the bytes of
 * deleted sessions in free space. `notify` gets a message before and after the work on a large file,
 * and if it fails; the next start then tries again.
 */
export async function vacuumOnce(
  db: SqliteDatabase,
  path: string,
  notify: (message: string) => void,
): Promise<void> {
  if (!(await db.row("SELECT 1 FROM maintenance WHERE task = 'vacuum'"))) return;
  const { size } = statSync(path);
  const isLarge = size > LARGE_BYTES;
  if (isLarge) {
    notify(
      `rewriting ${path} (${Math.ceil(size / MIB)} MiB) once, to erase what earlier versions left ` +
        "of deleted sessions; the service starts afterwards",
    );
  }
  try {
    db.connection.exec("VACUUM");
    await db.run("DELETE FROM maintenance WHERE task = 'vacuum'");
    if (isLarge) notify(`rewrote ${path}`);
  } catch (error) {
    notify(
      `${path} could not be rewritten to erase what earlier versions left of deleted sessions: ` +
        `${(error as Error).message}; provide free space of twice its size, there and in the ` +
        "folder of temporary files; the next start tries again",
    );
  }
}
