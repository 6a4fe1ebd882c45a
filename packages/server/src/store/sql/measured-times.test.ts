import { describe, expect, test } from "vitest";
import { percentilesOf, readBins, withTimes } from "./measured-times.js";

const DAY_MS = 86_400_000;

const responseGaps = (times: readonly number[]) =>
  percentilesOf(readBins(withTimes(null, { responseGaps: times }))).responseGaps;

describe("percentiles", () => {
  test("of any time from 10 ms to 24 hours are within 5 percent", () => {
    for (let ms = 10; ms <= DAY_MS; ms *= 1.000_7) {
      const { count, p50, p95, p99 } = responseGaps([ms])!;
      expect([count, p95, p99]).toEqual([1, p50, p50]);
      expect(Math.abs(p50 * 1_000 - ms), `${ms} ms`).toBeLessThanOrEqual(ms * 0.05);
    }
  });

  test("are those of the nearest ranks", () => {
    const times = Array.from({ length: 200 }, (_, index) => (index + 1) * 100);
    const { count, p50, p95, p99 } = responseGaps(times.reverse())!;
    expect(count).toBe(200);
    for (const [found, exact] of [
      [p50, 10],
      [p95, 19],
      [p99, 19.8],
    ] as const) {
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.05);
    }
  });

  test("of shorter times are 0, and of longer ones a day", () => {
    expect(responseGaps([0, 1, 9.99])).toEqual({ count: 3, p50: 0, p95: 0, p99: 0 });
    const { p50 } = responseGaps([1e15])!;
    expect(Math.abs(p50 * 1_000 - DAY_MS)).toBeLessThanOrEqual(DAY_MS * 0.05);
  });

  test("of no times are absent", () => {
    expect(percentilesOf(new Map())).toEqual({ responseGaps: undefined, latencies: undefined });
  });
});

describe("the times of a session", () => {
  test("are replaced by measure", () => {
    const first = withTimes(null, { responseGaps: [100, 101, 500], latencies: [100] });
    const second = withTimes(first, { responseGaps: [7] });
    expect(percentilesOf(readBins(second))).toMatchObject({
      responseGaps: { count: 1, p50: 0 },
      latencies: { count: 1 },
    });
    expect(withTimes(second, { responseGaps: [], latencies: [] })).toBe(null);
    expect(withTimes(first, {})).toBe(first);
  });
});
