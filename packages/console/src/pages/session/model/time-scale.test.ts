import { describe, expect, it } from "vitest";
import { span, ticks, timeScale } from "./time-scale.ts";

describe("a time scale", () => {
  const scale = timeScale({ start: 10, end: 30 }, 1_000);

  it("turns seconds into pixels and back", () => {
    expect([scale.x(10), scale.x(20), scale.x(30)]).toEqual([0, 500, 1_000]);
    expect(scale.seconds(scale.x(17.25))).toBeCloseTo(17.25, 10);
  });

  it("cuts stretches off at its edges", () => {
    expect(span(scale, { start: 5, end: 15 })).toEqual({ x: 0, width: 250 });
    expect(span(scale, { start: 25, end: 99 })).toEqual({ x: 750, width: 250 });
    expect(span(scale, { start: 31, end: 40 })).toBeUndefined();
  });

  it("has round labels at a distance that leaves room for them", () => {
    for (const [end, width] of [
      [4, 1_092],
      [233, 1_092],
      [3_600, 1_092],
      [10_800, 358],
    ] as const) {
      const labelled = ticks(timeScale({ start: 0, end }, width)).filter((tick) => tick.isLabelled);
      const step = labelled[1]!.seconds - labelled[0]!.seconds;
      expect((step / end) * width).toBeGreaterThanOrEqual(96);
      expect(labelled.length).toBeGreaterThan(2);
    }
    const four = ticks(timeScale({ start: 0, end: 233 }, 1_092)).filter((tick) => tick.isLabelled);
    expect(four.map(({ seconds }) => seconds)).toEqual([0, 30, 60, 90, 120, 150, 180, 210]);
  });

  it("labels the same times when the view starts between them", () => {
    const all = ticks(timeScale({ start: 0, end: 100 }, 1_000));
    const part = ticks(timeScale({ start: 7, end: 107 }, 1_000));
    const labels = (list: typeof all) =>
      list.filter((tick) => tick.isLabelled).map((t) => t.seconds);
    expect(labels(part).every((seconds) => seconds % 10 === 0)).toBe(true);
    expect(labels(all)).toContain(labels(part)[0]);
  });

  it("has no lines without a width", () => {
    expect(ticks(timeScale({ start: 0, end: 10 }, 0))).toEqual([]);
  });
});
