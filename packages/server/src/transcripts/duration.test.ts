import { expect, test } from "vitest";
import { clockOffset, describeMilliseconds, isoDuration } from "./duration.js";

test.each([
  [0, "0 ms", "PT0S"],
  [0.000001, "0.000001 ms", "PT0.000000001S"],
  [0.25, "0.25 ms", "PT0.00025S"],
  [420, "420 ms", "PT0.42S"],
  [999.9999, "1 s", "PT0.9999999S"],
  [1_250, "1.25 s", "PT1.25S"],
  [10_000, "10 s", "PT10S"],
  [59_999, "1 min", "PT59.999S"],
  [125_000, "2 min 5 s", "PT125S"],
])("%d milliseconds are %s and %s", (ms, forPeople, iso) => {
  expect(describeMilliseconds(ms)).toBe(forPeople);
  expect(isoDuration(ms)).toBe(iso);
});

test.each([
  [-1, "00:00"],
  [59_999, "00:59"],
  [3_599_999, "59:59"],
  [3_600_000, "01:00:00"],
  [360_000_000, "100:00:00"],
])("%d milliseconds into a session are shown as %s", (ms, offset) => {
  expect(clockOffset(ms)).toBe(offset);
});
