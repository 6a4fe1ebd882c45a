import { describe, expect, test } from "vitest";
import { retryAfterMs, waitMs } from "./retry-timing.js";

const now = Date.parse("Fri, 07 Nov 2025 10:00:00 GMT");

describe("retryAfterMs", () => {
  test.each([
    ["0", 0],
    ["2", 2000],
    ["120", 120_000],
    ["1.5", 1500],
    ["Fri, 07 Nov 2025 10:00:30 GMT", 30_000],
    ["Friday, 07-Nov-25 10:00:30 GMT", 30_000],
    ["Fri Nov  7 10:00:30 2025", 30_000],
    ["Fri Nov 07 10:00:30 2025", 30_000],
    ["Mon Nov 17 10:00:00 2025", 864_000_000],
    ["Fri, 07 Nov 2025 09:00:00 GMT", -3_600_000],
    ["Friday, 07-Nov-25 09:00:00 GMT", -3_600_000],
    ["Fri Nov  7 09:00:00 2025", -3_600_000],
    ["Sunday, 06-Nov-94 08:49:37 GMT", Date.UTC(1994, 10, 6, 8, 49, 37) - now],
    ["Friday, 07-Nov-75 10:00:00 GMT", Date.UTC(2075, 10, 7, 10) - now],
    ["Monday, 07-Nov-76 10:00:00 GMT", Date.UTC(1976, 10, 7, 10) - now],
    ["Sunday, 07-Nov-00 10:00:00 GMT", Date.UTC(2000, 10, 7, 10) - now],
    ["99999999999999999999", 1e23],
  ])("reads %j", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test.each([
    null,
    "",
    "-5",
    "soon",
    "in 7 days",
    "1e9",
    "0x10",
    "Infinity",
    "Fri, soon GMT",
    "2030 GMT",
    "Friday, 07-Nov-2025 10:00:30",
    "Fri Nov 07 2025 10:00:30",
    "Fri, 07 Nov 2025 10:00:30 +0000",
    "Fri, 07 Nov 2025 25:00:30 GMT",
    "Fri, 07 Now 2025 10:00:30 GMT",
    "1, 2",
    "7 Nov 2025",
    "1.2.3",
    ".",
  ])("returns NaN for %j", (header) => {
    expect(retryAfterMs(header, now)).toBeNaN();
  });
});

describe("waitMs", () => {
  const strategy = { initialInterval: 100, exponent: 2, maxInterval: 1000, maxElapsedTime: 1e9 };

  test("grows with the attempts, up to maxInterval", () => {
    const waits = [1, 2, 3, 4, 5, 6, 5000].map((attempts) =>
      waitMs(strategy, attempts, Number.NaN, 1),
    );
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000, 1000]);
  });

  test("is reduced by jitter by up to half", () => {
    expect(waitMs(strategy, 1, Number.NaN, 0)).toBe(50);
    expect(waitMs(strategy, 1, Number.NaN, 0.5)).toBe(75);
  });

  test("is at least what the server requests, whatever maxInterval is", () => {
    expect(waitMs(strategy, 1, 300, 0)).toBe(300);
    expect(waitMs(strategy, 1, 1e23, 0)).toBe(1e23);
    expect(waitMs(strategy, 1, 0, 0)).toBe(50);
    expect(waitMs(strategy, 1, -1000, 0)).toBe(50);
  });

  test("is at least the client's own wait, whatever the server requests", () => {
    expect(waitMs(strategy, 1, 0.001, 0)).toBe(50);
    expect(waitMs(strategy, 5000, 60, 0.5)).toBe(750);
    expect(waitMs({ ...strategy, initialInterval: 5000 }, 1, 60, 0.5)).toBe(750);
  });
});
