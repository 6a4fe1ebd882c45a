import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WriteCheck } from "./write-check.js";

let probes: number[] = [];
let fault: Error | undefined;
const probe = async (bytes: number) => {
  probes.push(bytes);
  if (fault) throw fault;
};
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  probes = [];
  fault = undefined;
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

test("a successful write is proof for 5 seconds, and so is a probe", async () => {
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

test("without a write before, there is a probe", async () => {
  await new WriteCheck(probe).check();
  expect(probes).toEqual([16]);
});

test("after a failed write only a large probe is proof", async () => {
  const check = new WriteCheck(probe);
  await write(check);
  await write(check, new Error("full"));
  // A write with nothing to write succeeds on a full disk.
  await write(check);
  fault = new Error("still full");
  await expect(check.check()).rejects.toThrow("still full");
  await expect(check.check()).rejects.toThrow("still full");
  fault = undefined;
  await check.check();
  await check.check();
  expect(probes).toEqual([262_144, 262_144, 262_144]);
});

test("a failed probe is followed by a large one", async () => {
  const check = new WriteCheck(probe);
  fault = new Error("read-only");
  await expect(check.check()).rejects.toThrow("read-only");
  fault = undefined;
  await check.check();
  expect(probes).toEqual([16, 262_144]);
});

test("concurrent calls share a probe", async () => {
  const check = new WriteCheck(probe);
  await Promise.all(Array.from({ length: 50 }, () => check.check()));
  expect(probes).toHaveLength(1);
  fault = new Error("gone");
  vi.advanceTimersByTime(5_000);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => check.check()));
  expect(probes).toHaveLength(2);
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
});

test("where proof does not expire, only a failed write is followed by a probe", async () => {
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
