/** The codes of a full disk: of the operating system, of SQLite and of PostgreSQL. */
const DISK_FULL: readonly (string | undefined)[] = ["ENOSPC", "EDQUOT", "SQLITE_FULL", "53100"];

export const isDiskFull = (error: unknown): boolean =>
  DISK_FULL.includes((error as { code?: string }).code);
