import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import Libsql from "libsql";

const WAL_HEADER_BYTES = 32;
/** Offsets of the salt in the header of the WAL and in the header of its first frame. */
const SALT = { header: 16, frame: WAL_HEADER_BYTES + 8, bytes: 8 };
const FRAME_HEADER_BYTES = 24;

/**
 * Explains why the file at `path` would open as an empty store although there was data, and what to do.
 * Returns undefined if the store is new or has its data. Changes nothing, so that data can still be
 * restored.
 */
export function findLostData(path: string, hasRecordings: boolean): string | undefined {
  const startEmpty = "to start with an empty store, move these files away";
  const log = `${path}-wal`;
  if (!existsSync(path)) {
    const found = [log, `${path}-shm`].filter((file) => existsSync(file));
    if (hasRecordings) found.push("recordings");
    if (found.length === 0) return undefined;
    return `${path} is missing, but other data exists: ${found.join(", ")}; restore ${path}; ${startEmpty}`;
  }
  if (!statSync(path).isFile()) return undefined;
  if (statSync(path).size === 0) {
    return `${path} is empty (0 bytes); restore it from a backup; to start with an empty store, delete it`;
  }
  const contents = readContents(path);
  if (!contents || contents.sessions) return undefined;
  if (!contents.tables) {
    return (
      `${path} has no tables: it was probably copied without ${log}, or ${log} belongs to another file; restore ` +
      `both from the same backup; ${startEmpty}`
    );
  }
  if (hasRecordings && !contents.recordings) {
    return (
      `${path} has no sessions, but the folder has recordings: the file is probably an older copy; restore ` +
      `the newest one, with ${log} if there is one; to start without sessions, move the recordings away`
    );
  }
  if (!contents.keys && isUnreadable(log)) {
    return (
      `${path} has no data, and ${log} belongs to another file; restore both from the same backup; ` +
      "to start with an empty store, move both away"
    );
  }
  return undefined;
}

/** Which kinds of data a file has. Undefined if it cannot be read; opening it then reports the error. */
function readContents(path: string) {
  let db: InstanceType<typeof Libsql> | undefined;
  try {
    // A connection that can write would delete a log that does not belong to the file.
    const connection = new Libsql(path, { readonly: true });
    db = connection;
    const has = (query: string) => connection.prepare(query).all([]).length > 0;
    const hasRow = (table: string) =>
      has(`SELECT 1 FROM sqlite_master WHERE name = '${table}'`) &&
      has(`SELECT 1 FROM ${table} LIMIT 1`);
    const { user_version } = connection.prepare("PRAGMA user_version").get([]) as {
      user_version: number;
    };
    return {
      tables: has("SELECT 1 FROM sqlite_master LIMIT 1") || user_version > 0,
      sessions: hasRow("sessions"),
      recordings: hasRow("recordings"),
      keys: hasRow("api_keys"),
    };
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}

/** Whether SQLite would ignore a WAL, because its frames do not have the salt of its header. */
function isUnreadable(log: string): boolean {
  const bytes = Buffer.alloc(WAL_HEADER_BYTES + FRAME_HEADER_BYTES);
  if (!existsSync(log)) return false;
  const file = openSync(log, "r");
  try {
    if (readSync(file, bytes, 0, bytes.length, 0) < bytes.length) return false;
  } finally {
    closeSync(file);
  }
  const saltAt = (offset: number) => bytes.subarray(offset, offset + SALT.bytes);
  return !saltAt(SALT.header).equals(saltAt(SALT.frame));
}
