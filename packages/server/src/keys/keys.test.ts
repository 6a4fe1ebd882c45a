import { afterEach, expect, test, vi } from "vitest";
import type { ApiKey, KeyStore } from "../store/port.js";
import { hashKey, Keys } from "./keys.js";

afterEach(() => {
  vi.useRealTimers();
});

test("a key that was valid is looked up again without the check for unknown keys, until it is revoked", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const stored = new Map<string, ApiKey>();
  let lookups = 0;
  const store = {
    async find(hash: string) {
      lookups += 1;
      return stored.get(hash);
    },
  } as KeyStore;
  const keys = new Keys(store);
  const key: ApiKey = { id: 1, organisation: 1, name: "k", scope: "read" };
  stored.set(hashKey("valid"), key);
  const refuse = async () => {
    throw new Error("refused");
  };

  await expect(keys.find("valid", refuse)).rejects.toThrow("refused");
  expect(lookups).toBe(0);
  expect(await keys.find("valid")).toBe(key);
  for (let period = 1; period <= 3; period++) {
    expect(await keys.find("valid", refuse)).toBe(key);
    expect(lookups).toBe(period);
    vi.advanceTimersByTime(5_000);
  }
  stored.clear();
  expect(await keys.find("valid", refuse)).toBeUndefined();
  await expect(keys.find("valid", refuse)).rejects.toThrow("refused");
});
