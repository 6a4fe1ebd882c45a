import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningService, type Settings, serve } from "syllable-server";

export const ADMIN_KEY = "syl_test_admin_key";

/** What a test needs to send requests with the admin key. */
export interface TestClient {
  /** The headers of a request with the admin key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sends a request with the admin key. The headers of `init` take precedence. */
  call(path: string, init?: RequestInit): Promise<Response>;
}

export interface TestService extends RunningService, TestClient, AsyncDisposable {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Stops the service and removes its data. */
  remove(): Promise<void>;
}

/**
 * Starts the real service on a free port, with a new data folder. `withService` does it for all tests of
 * a file; in a single test, `await using` removes the service at the end.
 */
export async function startService(settings: Partial<Settings> = {}): Promise<TestService> {
  const dataDir = settings.dataDir ?? (await mkdtemp(join(tmpdir(), "syllable-test-")));
  const service = await serve({
    host: "127.0.0.1",
    port: 0,
    dataDir,
    bootstrapKey: ADMIN_KEY,
    logLevel: "silent",
    // Each analysis is a process. Tests of the analysis turn it on.
    analysis: "off",
    ...settings,
  });
  const remove = async () => {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    ...service,
    ...clientOf(service.url),
    dataDir,
    databaseUrl: settings.databaseUrl,
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

export function clientOf(url: string): TestClient {
  const headers = { "syllable-api-key": ADMIN_KEY };
  return {
    headers,
    call: (path, init = {}) =>
      fetch(url + path, { ...init, headers: { ...headers, ...init.headers } }),
  };
}
