import { describe, expect, it } from "vitest";
import { blocks, cluster } from "./merge.ts";
import { greatest, peaksOf, samplesPerPixel } from "./peaks.ts";
import { percentilesOf } from "./percentiles.ts";
import { spokenTime } from "./spoken-time.ts";
import { timeScale } from "./time-scale.ts";

describe("marks", () => {
  const scale = timeScale({ start: 0, end: 100 }, 100);

  it("that are close become one with a count", () => {
    const marks = [1, 5, 12.5, 30, 41, 200].map((at) => ({ at }));
    expect(cluster(marks, scale, 12).map(({ x, marks: all }) => [x, all.length])).toEqual([
      [1, 3],
      [30, 2],
    ]);
  });

  it("of turns are never more than there are pixels", () => {
    const turns = Array.from({ length: 5_000 }, (_, index) => ({
      start: index / 50,
      end: index / 50 + 0.01,
    }));
    expect(blocks(turns, scale, 1).length).toBeLessThanOrEqual(100);
    expect(
      blocks(
        [
          { start: 1, end: 1.1 },
          { start: 50, end: 60 },
        ],
        scale,
        3,
      ),
    ).toEqual([
      { x: 1, width: 3 },
      { x: 50, width: 10 },
    ]);
  });
});

describe("a waveform", () => {
  // Two channels, four pixels of half a second each: least and greatest of each channel.
  const waveform = {
    version: 2,
    channels: 2,
    sampleRate: 8_000,
    samplesPerPixel: 4_000,
    bits: 8,
    length: 4,
    data: [-10, 5, 0, 0, -1, 64, 0, 0, 0, 0, -128, 127, -3, 2, 0, 1],
  };

  it("has the greatest amplitude of each bar, on one scale", () => {
    const full = greatest(waveform);
    expect(full).toBe(128);
    const all = { start: 0, end: 2 };
    expect([...peaksOf(waveform, 0, all, 2, full)]).toEqual([0.5, 3 / 128]);
    expect([...peaksOf(waveform, 1, all, 4, full)]).toEqual([0, 0, 1, 1 / 128]);
  });

  it("repeats a pixel if there are more bars", () => {
    expect([...peaksOf(waveform, 0, { start: 0, end: 1 }, 4, 128)]).toEqual(
      [10, 10, 64, 64].map((value) => value / 128),
    );
  });

  it("is silent after its end", () => {
    expect([...peaksOf(waveform, 1, { start: 1.5, end: 3 }, 3, 128)]).toEqual([1 / 128, 0, 0]);
  });

  it("is loaded as fine as the screen needs, in powers of two", () => {
    expect(samplesPerPixel(3 / 10, 8_000, 100)).toBe(2_048);
    expect(samplesPerPixel(0.001, 8_000, 100)).toBeUndefined();
    // Three hours are not loaded in their finest resolution.
    expect(samplesPerPixel(0.001, 8_000, 10_800)).toBe(512);
  });
});

describe("percentiles", () => {
  it("are values that were measured", () => {
    expect(percentilesOf([300, 100, 200])).toEqual({ count: 3, p50: 200, p95: 300, max: 300 });
    expect(percentilesOf([5])).toEqual({ count: 1, p50: 5, p95: 5, max: 5 });
    expect(percentilesOf([])).toBeUndefined();
  });
});

describe("a time for screen readers", () => {
  it.each([
    [0, "0 seconds"],
    [1, "1 second"],
    [62, "1 minute 2 seconds"],
    [7_200, "2 hours"],
  ])("of %d s is %s", (seconds, text) => {
    expect(spokenTime(seconds)).toBe(text);
  });
});
