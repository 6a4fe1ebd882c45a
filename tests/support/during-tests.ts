import { afterAll, beforeAll } from "vitest";

/**
 * Starts something before the tests of this file or `describe`, and removes it after them. The result
 * can be used inside tests and hooks.
 */
export function duringTests<T extends { remove(): Promise<void> }>(start: () => Promise<T>): T {
  let started: T | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.remove());
  return new Proxy({} as T, {
    get(_target, property) {
      if (!started) throw new Error(`${String(property)} is used before the tests start`);
      return Reflect.get(started, property);
    },
  });
}
