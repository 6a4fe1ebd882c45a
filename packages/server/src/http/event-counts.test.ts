import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventCounts } from "./event-counts.js";

const lines: string[] = [];
let counts: EventCounts;
beforeEach(() => {
  vi.useFakeTimers();
  lines.length = 0;
  counts = new EventCounts((subject, count) => lines.push(`${subject}: ${count}`));
});
afterEach(() => {
  vi.useRealTimers();
});

const add = (subject: string, times = 1) => {
  for (let time = 0; time < times; time++) counts.add(subject);
};

test("the first event is logged at once, further ones as a count after a minute", () => {
  add("a", 1_000);
  add("b");
  expect(lines).toEqual(["a: 1", "b: 1"]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual(["a: 1", "b: 1", "a: 999"]);
  vi.advanceTimersByTime(600_000);
  expect(lines).toHaveLength(3);
  add("a");
  expect(lines.at(-1)).toBe("a: 1");
});

test("many subjects share a line", () => {
  for (let index = 0; index < 100_000; index++) add(String(index), 2);
  expect(lines).toHaveLength(20);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(41);
  expect(lines.at(-1)).toBe("others: 199960");
});

test("flush logs the counts that are not logged yet", () => {
  add("a", 3);
  counts.flush();
  expect(lines).toEqual(["a: 1", "a: 2"]);
});
