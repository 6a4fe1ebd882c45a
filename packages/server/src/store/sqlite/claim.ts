import Libsql from "libsql";

/**
 * Claims a folder for this service, until the process ends or the claim is let go: an exclusive
 * lock of the operating system on a file there. `undefined` where another service has it.
 */
export function claim(path: string): (() => void) | undefined {
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
