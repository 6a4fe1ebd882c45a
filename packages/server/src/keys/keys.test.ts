import { afterEach, expect, test, vi } from "vitest";
import type { ApiKey, KeyStore } from "../store/port.js";
import { hashKey, Keys } from "./keys.js";

const noLog = { warn: () => undefined, error: () => undefined };

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
    async recordUse() {},
  } as Partial<KeyStore> as KeyStore;
  const keys = new Keys(store, noLog);
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

test("a use of a key is stored once a minute, and a failure does not fail the request", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const key: ApiKey = { id: 7, organisation: 1, name: "k", scope: "read" };
  const uses: [id: number, at: number][] = [];
  const warnings: string[] = [];
  const store = {
    find: async () => key,
    async recordUse(id: number, at: number) {
      uses.push([id, at]);
      throw new Error("the disk is full");
    },
  } as Partial<KeyStore> as KeyStore;
  const keys = new Keys(store, { ...noLog, warn: (_details, text) => void warnings.push(text) });
  const start = Date.now();
  for (let second = 0; second < 180; second++) {
    expect(await keys.find("valid")).toBe(key);
    vi.advanceTimersByTime(1_000);
  }
  expect(uses).toEqual([0, 60_000, 120_000].map((elapsed) => [7, start + elapsed]));
  expect(warnings).toEqual(Array(3).fill("can't store when an API key was last used"));
});
