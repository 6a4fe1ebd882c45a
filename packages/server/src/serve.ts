import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buildApp } from "./app.js";
import { findConsole } from "./console/find-console.js";
import { parsePublicUrl } from "./http/base-url.js";
import { parseOrigins } from "./http/cors-origins.js";
import { createDrain } from "./http/drain.js";
import { parseTrustedProxies } from "./http/trusted-proxies.js";
import { createFirstKey } from "./keys/keys.js";
import { claimFolder, openBlobs, openStore, SetupError } from "./open-data.js";
import { LEASE_MS } from "./recordings/lease.js";
import { removeLeftovers } from "./sessions/import/spool-file.js";
import { DEFAULT_MAX_RECORDING_BYTES, DEFAULT_TOKEN_SECONDS, type Settings } from "./settings.js";
import type { Store } from "./store/port.js";
import { makeFolder } from "./store/sqlite/make-folder.js";

export interface RunningService {
  /** The URL that it listens on, such as `http://127.0.0.1:8001`. */
  readonly url: string;
  /** The admin key that was generated for an empty store. It can't be read again later. */
  readonly generatedKey: string | undefined;
  /** Waits up to 30 seconds for requests in progress, then closes all connections and the store. */
  stop(): Promise<void>;
}

/** How long `stop` waits for requests in progress. */
const DRAIN_MS = 30_000;

/** A temporary file has a name only for a moment, unless its process was killed. */
const LEFTOVER_MS = 60_000;

/** Shorter keys could be guessed. */
const MIN_KEY_LENGTH = 16;

/**
 * Starts the service.
 * @returns the running service, which accepts requests until `stop` is called
 * @throws {SetupError} for errors that the operator can fix, such as a port that is in use
 * @example
 * ```ts
 * const service = await serve({ host: "127.0.0.1", port: 8001, dataDir: "./data" });
 * console.log(service.url);
 * await service.stop();
 * ```
 */
export async function serve(settings: Settings): Promise<RunningService> {
  const bootstrapKey = bootstrapKeyOf(settings);
  const trustedProxies = parseSetting("--trust-proxy", () =>
    parseTrustedProxies(settings.trustedProxies ?? ""),
  );
  const publicUrl = parseSetting(
    "--public-url",
    () => settings.publicUrl && parsePublicUrl(settings.publicUrl),
  );
  const corsOrigins = parseSetting("--cors-origin", () => parseOrigins(settings.corsOrigin ?? ""));
  const warnings: string[] = [];
  const store = await openStore(settings, {
    warn: (message) => warnings.push(message),
    // Printed at once: the log starts later, when the store is open.
    progress: (message) => {
      if (settings.logLevel !== "silent") process.stderr.write(`${message}\n`);
    },
  });
  let release: (() => void) | undefined;
  const close = async () => {
    await store.close();
    release?.();
  };
  try {
    // Several processes can share a database.
    if (settings.databaseUrl === undefined) release = claimFolder(settings.dataDir);
    const checked = { ...settings, bootstrapKey, publicUrl, trustedProxies, corsOrigins };
    return await start(checked, store, warnings, close);
  } catch (error) {
    await close();
    throw error;
  }
}

interface CheckedSettings extends Omit<Settings, "trustedProxies"> {
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
}

async function start(
  settings: CheckedSettings,
  store: Store,
  warnings: readonly string[],
  close: () => Promise<void>,
): Promise<RunningService> {
  const blobs = await openBlobs(settings);
  const { app, sweeper, analysisJobs, examiner } = buildApp({
    store,
    blobs,
    spoolDir: await openSpoolDir(settings),
    tokens: {
      tokenSecret: await store.getSecret("recording-tokens"),
      tokenSeconds: settings.tokenSeconds ?? DEFAULT_TOKEN_SECONDS,
    },
    maxRecordingBytes: settings.maxRecordingBytes ?? DEFAULT_MAX_RECORDING_BYTES,
    consoleDir: findConsole(),
    publicUrl: settings.publicUrl,
    logLevel: settings.logLevel ?? "warn",
    bodyIdleMs: settings.bodyIdleSeconds && settings.bodyIdleSeconds * 1_000,
    importWaitMs: settings.importWait === undefined ? undefined : settings.importWait * 1_000,
    maxConnections: settings.maxConnections,
    requestsPerMinute: settings.rateLimit,
    trustedProxies: settings.trustedProxies,
    corsOrigins: settings.corsOrigins,
  });
  for (const warning of warnings) app.log.warn(warning);
  const drain = createDrain(app.server);
  const startedAt = Date.now();
  await app.listen({ host: settings.host, port: settings.port }).catch((error) => {
    throw new SetupError(describeListenError(error, settings));
  });
  // No other process uses a claimed folder, so every upload from before the start was interrupted. With
  // a database, other processes may have uploads in progress.
  await sweeper.start(settings.databaseUrl === undefined ? startedAt + LEASE_MS : undefined);
  if (settings.analysis !== "off") {
    analysisJobs.start();
    examiner.start();
  }
  const firstKey = await createFirstKey(store.keys, settings.bootstrapKey);
  const { port } = app.server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    url: `http://${host}:${port}`,
    generatedKey: settings.bootstrapKey ? undefined : firstKey,
    async stop() {
      drain();
      const deadline = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await app.close();
      clearTimeout(deadline);
      await close();
    },
  };
}

function bootstrapKeyOf(settings: Settings): string | undefined {
  const key = settings.bootstrapKey?.trim() || undefined;
  if (key !== undefined && key.length < MIN_KEY_LENGTH) {
    throw new SetupError(
      `SYLLABLE_BOOTSTRAP_KEY must have at least ${MIN_KEY_LENGTH} characters; set a longer key, or unset it to have one generated`,
    );
  }
  return key;
}

function parseSetting<T>(option: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new SetupError(`${option}: ${(error as Error).message}`);
  }
}

/** Opens the folder of temporary files and removes the files that killed processes left there. */
async function openSpoolDir({ dataDir, databaseUrl }: CheckedSettings): Promise<string> {
  const folder = join(dataDir, "spool");
  // Only one process uses the folder of a SQLite file. With PostgreSQL, several may share it.
  const age = databaseUrl === undefined ? 0 : LEFTOVER_MS;
  try {
    makeFolder(folder);
    await removeLeftovers(folder, Date.now() - age);
    return folder;
  } catch (error) {
    const { message } = error as Error;
    throw new SetupError(
      `can't write temporary files to ${folder}: ${message}; set another folder with --data-dir`,
    );
  }
}

function describeListenError(
  error: NodeJS.ErrnoException,
  { host, port }: CheckedSettings,
): string {
  if (error.code === "EADDRINUSE") {
    return `port ${port} of ${host} is already in use; stop what uses it, or set another port with --port`;
  }
  return `can't listen on ${host}:${port}: ${error.message}; set another address with --host or --port`;
}
