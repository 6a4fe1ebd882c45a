import type { Settings } from "syllable-server";
import { newPrefix, type ObjectStore, openObjectStore } from "syllable-test-support/object-store";
import { startService, type TestService } from "syllable-test-support/service";
import { afterAll } from "vitest";

/**
 * Starts an object store for all tests of a file. It is undefined if none can be started; `needs` then
 * skips the tests.
 */
export async function openStore(): Promise<ObjectStore> {
  const store = (await openObjectStore()) as ObjectStore;
  afterAll(() => store?.remove());
  return store;
}

/** Starts the service with recordings in a bucket of the store. Default: under a new prefix. */
export const startServiceWithBucket = (
  store: ObjectStore,
  settings: Partial<Settings> = {},
): Promise<TestService> =>
  startService({
    recordingsUrl: `s3://${store.bucket}/${newPrefix()}`,
    s3Endpoint: store.endpoint,
    ...settings,
  });
