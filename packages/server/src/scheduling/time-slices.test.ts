import { expect, test } from "vitest";
import { TimeSlices } from "./time-slices.js";

const WORK_MS = 300;
/** A slice is 10 ms; the rest is leeway for a busy machine. */
const MAX_MS = 150;

/** CPU time: on a busy machine, wall-clock time includes the work of other processes. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

test("work that shares slices does not block the event loop, and finishes", async () => {
  const slices = new TimeSlices();
  const work = async () => {
    const end = cpuMs() + WORK_MS;
    while (cpuMs() < end) while (slices.isOver()) await slices.next();
  };
  let longest = 0;
  let last = cpuMs();
  let isRunning = true;
  const measure = () => {
    longest = Math.max(longest, cpuMs() - last);
    last = cpuMs();
    if (isRunning) setImmediate(measure);
  };
  setImmediate(measure);
  await Promise.all([work(), work(), work(), work()]);
  isRunning = false;
  expect(longest).toBeLessThan(MAX_MS);
});

test("a slice is over after its time, and the next one begins in another iteration", async () => {
  const slices = new TimeSlices();
  const busy = () => {
    const end = performance.now() + 30;
    while (performance.now() < end);
  };
  await slices.next();
  expect(slices.isOver()).toBe(false);
  busy();
  expect(slices.isOver()).toBe(true);
  let hasIterated = false;
  setImmediate(() => {
    hasIterated = true;
  });
  await slices.next();
  expect(hasIterated).toBe(true);
  expect(slices.isOver()).toBe(false);
});
