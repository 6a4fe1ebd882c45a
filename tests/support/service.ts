import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningService, type Settings, serve } from "syllable-server";

export const ADMIN_KEY = "syl_test_admin_key";

export interface TestService extends RunningService {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Calls the service with the admin key, or with the headers given instead. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Stops the service and removes its data. */
  remove(): Promise<void>;
}

/** The real service on a free port, over a data folder of its own. */
export async function startService(settings: Partial<Settings> = {}): Promise<TestService> {
  const dataDir = settings.dataDir ?? (await mkdtemp(join(tmpdir(), "syllable-test-")));
  const service = await serve({
    host: "127.0.0.1",
    port: 0,
    dataDir,
    bootstrapKey: ADMIN_KEY,
    logLevel: "silent",
    ...settings,
  });
  return {
    ...service,
    dataDir,
    databaseUrl: settings.databaseUrl,
    call: (path, init = {}) =>
      fetch(service.url + path, {
        ...init,
        headers: { "syllable-api-key": ADMIN_KEY, ...init.headers },
      }),
    async remove() {
      await service.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
