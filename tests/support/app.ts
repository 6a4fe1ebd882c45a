import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppOptions, buildApp } from "../../packages/server/src/app.js";
import { openRecordingFiles } from "../../packages/server/src/blobs/files.js";
import type { RecordingBlobs } from "../../packages/server/src/blobs/port.js";
import { createKey } from "../../packages/server/src/keys/keys.js";
import type { Store } from "../../packages/server/src/store/port.js";
import { openSqliteStore } from "../../packages/server/src/store/sqlite/open.js";
import { ADMIN_KEY, clientOf, type TestService } from "./service.js";

export interface TestApp extends TestService {
  readonly store: Store;
  readonly tokenSecret: Buffer;
  /** Stops it as soon as the requests in progress have ended. */
  stopGracefully(): Promise<void>;
  /** The lines of its log, parsed. */
  log(): Record<string, unknown>[];
}

interface Storage {
  readonly store: Store;
  readonly blobs: RecordingBlobs;
}

/** Starts the application in this process, so that a test can read its log and replace its options. */
export async function startApp(
  options: Partial<AppOptions> = {},
  wrap: (storage: Storage) => Partial<Storage> = () => ({}),
): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const store = await openSqliteStore(join(dataDir, "sessions.sqlite"));
  const blobs = await openRecordingFiles(join(dataDir, "recordings"));
  const key = { organisation: "default", name: "k", scope: "admin", secret: ADMIN_KEY } as const;
  await createKey(store.keys, key);
  const lines: string[] = [];
  const tokenSecret = Buffer.alloc(32, 7);
  const { app } = buildApp({
    store,
    blobs,
    ...wrap({ store, blobs }),
    tokens: { tokenSecret, tokenSeconds: 60 },
    maxRecordingBytes: 100_000_000,
    spoolDir: dataDir,
    publicUrl: undefined,
    logLevel: "info",
    logStream: { write: (line) => void lines.push(line) },
    ...options,
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  let stopping: Promise<void> | undefined;
  const stopGracefully = () => {
    stopping ??= app.close().then(() => store.close());
    return stopping;
  };
  const stop = () => {
    app.server.closeAllConnections();
    return stopGracefully();
  };
  const remove = async () => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    ...clientOf(url),
    dataDir,
    databaseUrl: undefined,
    generatedKey: undefined,
    store,
    tokenSecret,
    log: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    stop,
    stopGracefully,
    remove,
    [Symbol.asyncDispose]: remove,
  };
}
