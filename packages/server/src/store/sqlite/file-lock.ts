import Libsql from "libsql";

/**
 * Locks a file until the process ends or the returned function is called. The file is created if it
 * does not exist. Returns undefined if another process holds the lock.
 */
export function lockFile(path: string): (() => void) | undefined {
  // SQLite uses the file lock of the operating system, on every platform.
  const connection = new Libsql(path, { timeout: 0 });
  try {
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    if ((error as { code?: string }).code === "SQLITE_BUSY") return undefined;
    throw error;
  }
  return () => {
    connection.exec("ROLLBACK");
    connection.close();
  };
}
