import { randomUUID } from "node:crypto";
import { constants, copyFileSync, existsSync, linkSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { SqliteDatabase } from "./database.js";
import { makeFolder } from "./make-folder.js";
import { migrate } from "./migrate.js";

/**
 * Creates the file of a new store, complete with its tables, if it does not exist. An interrupted start
 * therefore never leaves a file without tables.
 */
export async function createFile(path: string): Promise<void> {
  if (existsSync(path)) return;
  makeFolder(dirname(resolve(path)));
  const temporary = `${path}.new-${randomUUID()}`;
  // SQLite must not open the same file under two names, so the store's file is a copy.
  const copy = `${temporary}-copy`;
  try {
    const db = SqliteDatabase.open(temporary, { cacheKiB: 2 * 1024 });
    try {
      await migrate(db, path);
      db.emptyWal(0);
    } finally {
      await db.close();
    }
    copyFileSync(temporary, copy);
    publish(copy, path);
  } finally {
    const files = ["", "-wal", "-shm", "-copy"].map((suffix) => temporary + suffix);
    for (const file of files) rmSync(file, { force: true });
  }
}

/** Gives a file its name, unless another process has created a file with this name. */
function publish(copy: string, path: string): void {
  try {
    linkSync(copy, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    // Not every file system supports links.
    copyFileSync(copy, path, constants.COPYFILE_EXCL);
  }
}
