import { existsSync } from "node:fs";
import { join } from "node:path";
import { describeOutage } from "./availability/describe-outage.js";
import { folderUrl, openRecordings } from "./blobs/open.js";
import { BlobsUnavailable, type RecordingBlobs } from "./blobs/port.js";
import { hasRecordingFiles } from "./blobs/recording-files.js";
import type { Settings } from "./settings.js";
import { type Store, StoreUnavailable } from "./store/port.js";
import type { Distribution } from "./store/postgres/distribution.js";
import { lockFile } from "./store/sqlite/file-lock.js";
import { findLostData } from "./store/sqlite/lost-data.js";
import { openSqliteStore } from "./store/sqlite/open.js";

/** A configuration error that the operator can fix. Its message is one line. */
export class SetupError extends Error {}

export type StoreSettings = Pick<Settings, "dataDir" | "databaseUrl" | "databaseConnections">;

export type BlobSettings = Pick<Settings, "dataDir" | "recordingsUrl" | "s3Endpoint">;

interface StoreOptions {
  /**
   * Rejects if the data folder has no store, instead of creating one.
   * @default false
   */
  readonly mustExist?: boolean;
  /** Receives warnings about features that the database lacks. */
  readonly warn?: (message: string) => void;
  /** Receives progress messages of work that delays the start, such as a long migration. */
  readonly progress?: (message: string) => void;
}

/**
 * Opens the store: in the database of the settings, or else in the data folder.
 * @returns the store; close it when it is no longer used
 * @throws {SetupError} if the settings are invalid, or the database or the data folder cannot be used
 * @example
 * ```ts
 * const store = await openStore({ dataDir: "./data" }, { mustExist: true });
 * await store.close();
 * ```
 */
export async function openStore(
  { dataDir, databaseUrl, databaseConnections }: StoreSettings,
  { mustExist = false, warn = () => undefined, progress }: StoreOptions = {},
): Promise<Store> {
  return databaseUrl === undefined
    ? openInFolder(dataDir, mustExist, progress)
    : openInDatabase(databaseUrl, databaseConnections, warn, progress);
}

async function openInFolder(
  dataDir: string,
  mustExist: boolean,
  progress: StoreOptions["progress"],
): Promise<Store> {
  const path = join(dataDir, "sessions.sqlite");
  if (mustExist && !existsSync(path)) {
    throw new SetupError(`no store found in ${dataDir}; set its folder with --data-dir`);
  }
  const lost = findLostData(path, hasRecordingFiles(join(dataDir, "recordings")));
  if (lost) throw new SetupError(`can't use the data folder ${dataDir}: ${lost}`);
  try {
    return await openSqliteStore(path, progress);
  } catch (error) {
    throw new SetupError(
      `can't use the data folder ${dataDir}: ${(error as Error).message}; set another folder with --data-dir`,
    );
  }
}

const openInDatabase = (
  url: string,
  connections: number | undefined,
  warn: (message: string) => void,
  progress: StoreOptions["progress"],
): Promise<Store> =>
  useDatabase(url, ({ openPostgresStore }) =>
    openPostgresStore({ url, connections }, warn, progress),
  );

/**
 * Distributes the tables of a PostgreSQL database across the nodes of its Citus cluster. Other processes
 * cannot write in the meantime. Returns how the tables were stored before.
 * @throws {SetupError} if the database cannot be used
 */
export const distributeDatabase = (
  url: string,
  progress: (message: string) => void,
): Promise<Distribution> =>
  useDatabase(url, ({ distributePostgresStore }) => distributePostgresStore({ url }, progress));

type PostgresModule = typeof import("./store/postgres/open.js");

async function useDatabase<T>(
  url: string,
  work: (postgres: PostgresModule) => Promise<T>,
): Promise<T> {
  // Loaded only if it is used.
  const postgres = await import("./store/postgres/open.js");
  let database: string;
  try {
    database = postgres.describeDatabase(url);
  } catch (error) {
    throw new SetupError(`--database-url: ${(error as Error).message}`);
  }
  try {
    return await work(postgres);
  } catch (error) {
    const why =
      error instanceof StoreUnavailable
        ? describeOutage(error)
        : `${(error as Error).message}; check --database-url`;
    throw new SetupError(`can't use the database ${database}: ${why}`);
  }
}

/**
 * Opens the storage of the recordings: at the URL of the settings, or else in the data folder, which is
 * created unless it must exist.
 * @throws {SetupError} if it cannot be used
 */
export async function openBlobs(
  { dataDir, recordingsUrl, s3Endpoint }: BlobSettings,
  { mustExist = false } = {},
): Promise<RecordingBlobs> {
  const folder = join(dataDir, "recordings");
  if (mustExist && recordingsUrl === undefined && !existsSync(folder)) {
    throw new SetupError(
      `no recordings found in ${folder}; set their location with --data-dir or --recordings-url`,
    );
  }
  return openRecordings(recordingsUrl ?? folderUrl(folder), s3Endpoint).catch((error) => {
    const location = recordingsUrl ?? folder;
    const setting = recordingsUrl
      ? "set another location with --recordings-url"
      : "set another folder with --data-dir";
    const remedy = error instanceof BlobsUnavailable ? error.remedy : setting;
    throw new SetupError(`can't store recordings in ${location}: ${error.message}; ${remedy}`);
  });
}

/**
 * Claims a data folder for this process, because a second one would abandon the uploads in progress of the
 * first. Returns a function that releases the folder.
 * @throws {SetupError} if another process has claimed it
 */
export function claimFolder(dataDir: string): () => void {
  const release = lockFile(join(dataDir, "serve.lock"));
  if (release) return release;
  throw new SetupError(
    `the data folder ${dataDir} is in use by another process; stop it, or set another folder with --data-dir`,
  );
}
