import { describe, expect, test } from "vitest";
import { fittingTicks, scaleFor, spread } from "./scale.ts";

describe("a scale", () => {
  test.each([
    [711, [0, 200, 400, 600, 800]],
    [8.6, [0, 2.5, 5, 7.5, 10]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [100, [0, 25, 50, 75, 100]],
    [0, [0, 1]],
  ])("up to %s has the ticks %j", (greatest, ticks) => {
    expect(scaleFor(greatest).ticks).toEqual(ticks);
    expect(scaleFor(greatest).max).toBe(ticks.at(-1));
  });

  test("of counts has whole numbers", () => {
    expect(scaleFor(3, true).ticks).toEqual([0, 1, 2, 3]);
    expect(scaleFor(9, true).ticks).toEqual([0, 3, 6, 9]);
  });

  test("has room for every value, with few ticks", () => {
    for (let value = 0.001; value < 1e6; value *= 1.07) {
      const { max, ticks } = scaleFor(value);
      expect(max).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(5);
    }
  });
});

describe("labels", () => {
  test("stay where they are if there is room", () => {
    expect(spread([0, 20, 90], 14, 100)).toEqual([0, 20, 90]);
  });

  test("move apart, and up at the end", () => {
    expect(spread([10, 12, 13], 14, 100)).toEqual([10, 24, 38]);
    expect(spread([98, 99, 100], 14, 100)).toEqual([72, 86, 100]);
  });
});

test("ticks are left out if there is no room", () => {
  const ticks = ["a", undefined, "b", undefined, "c", undefined, "d"];
  expect(fittingTicks(ticks, 400, 56)).toEqual([0, 2, 4, 6]);
  expect(fittingTicks(ticks, 120, 56)).toEqual([0, 4]);
  expect(fittingTicks(ticks, 0, 56)).toEqual([0]);
});
