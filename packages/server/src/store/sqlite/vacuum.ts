import { statSync } from "node:fs";
import type { Progress } from "../sql/migration.js";
import type { SqliteDatabase } from "./database.js";

const MIB = 1024 * 1024;
/** Smaller files are vacuumed in less than about a second. */
const LARGE_BYTES = 100 * MIB;

/**
 * Rewrites the file once if a migration requires it, because earlier versions left the bytes of
 * deleted sessions in free space. `progress` gets a message before and after the work on a large file,
 * and if it fails; the next start then tries again.
 */
export async function vacuumOnce(
  db: SqliteDatabase,
  path: string,
  progress: Progress = () => undefined,
): Promise<void> {
  if (!(await db.row("SELECT 1 FROM maintenance WHERE task = 'vacuum'"))) return;
  const { size } = statSync(path);
  const isLarge = size > LARGE_BYTES;
  if (isLarge) {
    progress(
      `rewriting ${path} (${Math.ceil(size / MIB)} MiB) once, to erase what earlier versions left ` +
        "of deleted sessions; the service starts afterwards",
    );
  }
  try {
    db.connection.exec("VACUUM");
    await db.run("DELETE FROM maintenance WHERE task = 'vacuum'");
    if (isLarge) progress(`rewrote ${path}`);
  } catch (error) {
    progress(
      `${path} could not be rewritten to erase what earlier versions left of deleted sessions: ` +
        `${(error as Error).message}; provide free space of twice its size, there and in the ` +
        "folder of temporary files; the next start tries again",
    );
  }
}
