import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WriteCheck } from "./write-check.js";

let probes: number[] = [];
let failure: Error | undefined;
const probe = async (bytes: number) => {
  probes.push(bytes);
  if (failure) throw failure;
};
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  probes = [];
  failure = undefined;
});
afterEach(() => {
  vi.useRealTimers();
});

const write = (check: WriteCheck, error?: Error) =>
  check
    .observe(async () => {
      if (error) throw error;
    })
    .catch(() => undefined);

test("does not probe for 5 seconds after a successful write or probe", async () => {
  const check = new WriteCheck(probe);
  await write(check);
  vi.advanceTimersByTime(4_999);
  await check.check();
  expect(probes).toEqual([]);
  vi.advanceTimersByTime(1);
  await check.check();
  await check.check();
  expect(probes).toEqual([16]);
  vi.advanceTimersByTime(5_000);
  await check.check();
  expect(probes).toEqual([16, 16]);
});

test("probes if nothing was written before", async () => {
  await new WriteCheck(probe).check();
  expect(probes).toEqual([16]);
});

test("after a failed write, only a large probe proves that writing works", async () => {
  const check = new WriteCheck(probe);
  await write(check);
  await write(check, new Error("full"));
  // A write with nothing to write succeeds on a full disk.
  await write(check);
  failure = new Error("still full");
  await expect(check.check()).rejects.toThrow("still full");
  await expect(check.check()).rejects.toThrow("still full");
  failure = undefined;
  await check.check();
  await check.check();
  expect(probes).toEqual([262_144, 262_144, 262_144]);
});

test("after a failed probe, the next probe is large", async () => {
  const check = new WriteCheck(probe);
  failure = new Error("read-only");
  await expect(check.check()).rejects.toThrow("read-only");
  failure = undefined;
  await check.check();
  expect(probes).toEqual([16, 262_144]);
});

test("concurrent calls share a probe", async () => {
  const check = new WriteCheck(probe);
  await Promise.all(Array.from({ length: 50 }, () => check.check()));
  expect(probes).toHaveLength(1);
  failure = new Error("gone");
  vi.advanceTimersByTime(5_000);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => check.check()));
  expect(probes).toHaveLength(2);
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
});

test("if proof never expires, probes only after a failed write", async () => {
  const check = new WriteCheck(probe, Number.POSITIVE_INFINITY);
  await check.check();
  vi.advanceTimersByTime(1e9);
  await check.check();
  expect(probes).toEqual([]);
  await write(check, new Error("refused"));
  await check.check();
  await check.check();
  expect(probes).toEqual([262_144]);
});
