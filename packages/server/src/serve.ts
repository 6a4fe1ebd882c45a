import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buildApp } from "./app.js";
import { drainOf } from "./http/drain.js";
import { claimFolder, openStore, SetupError } from "./open-data.js";
import { folderUrl, openRecordings } from "./recordings/open.js";
import { BlobsUnavailable, type RecordingBlobs } from "./recordings/port.js";
import { createKey, DEFAULT_ORGANISATION } from "./services/keys.js";
import { DEFAULT_MAX_RECORDING_BYTES, DEFAULT_TOKEN_SECONDS, type Settings } from "./settings.js";
import type { Store } from "./store/port.js";

export interface RunningService {
  /** Where it listens, such as `http://127.0.0.1:8001`. */
  readonly url: string;
  /** The admin key made for an empty store, where none was given: shown this once. */
  readonly madeKey: string | undefined;
  /** Lets requests in flight finish, for 30 seconds at most, then closes what is open. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests in flight. */
const DRAIN_MS = 30_000;

/** Starts the service. Rejects with a `SetupError` for what the owner can mend. */
export async function serve(settings: Settings): Promise<RunningService> {
  const store = openStore(settings.dataDir);
  let release: (() => void) | undefined;
  const close = async () => {
    await store.close();
    release?.();
  };
  try {
    release = claimFolder(settings.dataDir);
    return await start(settings, store, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  settings: Settings,
  store: Store,
  close: () => Promise<void>,
): Promise<RunningService> {
  const blobs = await openBlobs(settings);
  const { app, recordings } = buildApp({
    store,
    blobs,
    recordings: {
      tokenSecret: await store.secret("recording-tokens"),
      tokenSeconds: settings.tokenSeconds ?? DEFAULT_TOKEN_SECONDS,
      maxBytes: settings.maxRecordingBytes ?? DEFAULT_MAX_RECORDING_BYTES,
    },
    publicUrl: settings.publicUrl?.replace(/\/+$/, ""),
    logLevel: settings.logLevel ?? "warn",
  });
  const drain = drainOf(app.server);
  // Asked before the first request: what is pending later is not left over from a crash.
  const abandoned = await store.recordings.pending();
  await app.listen({ host: settings.host, port: settings.port }).catch((error) => {
    throw new SetupError(listenFault(error, settings));
  });
  await recordings.abandon(abandoned);
  const madeKey = await firstKey(store, settings.bootstrapKey?.trim() || undefined);
  const { port } = app.server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    url: `http://${host}:${port}`,
    madeKey,
    async stop() {
      drain();
      const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await app.close();
      clearTimeout(late);
      await close();
    },
  };
}

async function openBlobs(settings: Settings): Promise<RecordingBlobs> {
  const { dataDir, recordingsUrl, s3Endpoint } = settings;
  const folder = join(dataDir, "recordings");
  return openRecordings(recordingsUrl ?? folderUrl(folder), s3Endpoint).catch((error) => {
    const place = recordingsUrl ?? folder;
    const elsewhere = recordingsUrl
      ? "name another place with --recordings-url"
      : "name another data folder with --data-dir";
    const remedy = error instanceof BlobsUnavailable ? error.remedy : elsewhere;
    throw new SetupError(`can't keep recordings in ${place}: ${error.message}; ${remedy}`);
  });
}

/** An empty store gets its first admin key: the one given, or a new one, which is returned. */
async function firstKey(store: Store, given: string | undefined): Promise<string | undefined> {
  if ((await store.keys.list()).length > 0) return undefined;
  const made = await createKey(store.keys, {
    organisation: DEFAULT_ORGANISATION,
    name: "first key",
    scope: "admin",
    secret: given,
  });
  return given ? undefined : made.secret;
}

function listenFault(error: NodeJS.ErrnoException, { host, port }: Settings): string {
  if (error.code === "EADDRINUSE") {
    return `port ${port} of ${host} is taken; stop what listens there, or choose another with --port`;
  }
  return `can't listen on ${host}:${port}: ${error.message}; choose another with --host or --port`;
}
