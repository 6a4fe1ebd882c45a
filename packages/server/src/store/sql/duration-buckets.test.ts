import fc from "fast-check";
import { expect, test } from "vitest";
import type { Bound, NumberRange } from "../port/number-range.js";
import { DURATION_BUCKETS, durationBucketOf, splitDurations } from "./duration-buckets.js";

const isIn = (value: number, { min, max }: NumberRange): boolean =>
  (!min || value > min.value || (min.inclusive && value === min.value)) &&
  (!max || value < max.value || (max.inclusive && value === max.value));

const values = fc.oneof(
  fc.integer({ min: -200, max: 8_000 }),
  fc.double({ min: -200, max: 8_000, noNaN: true }),
  fc.constantFrom(0, 59.99999999999999, 60, 3_600, -60, 1e9, -1e9, 1e9 - 0.5, 2e9, -2e9, 1e308),
);
const bounds: fc.Arbitrary<Bound> = fc.record({ value: values, inclusive: fc.boolean() });
const ranges: fc.Arbitrary<NumberRange> = fc
  .record({ min: bounds, max: bounds }, { requiredKeys: [] })
  .filter(({ min, max }) => !min || !max || min.value < max.value);

test("buckets and edges together have each duration of a range once, and no other", () => {
  fc.assert(
    fc.property(ranges, fc.array(values, { minLength: 50, maxLength: 50 }), (range, durations) => {
      const { buckets, edges } = splitDurations(range);
      for (const duration of durations) {
        const inBuckets = buckets.filter(({ size, first, end }) => {
          const bucket = durationBucketOf(size, duration);
          return bucket >= first && bucket < end;
        });
        const atEdges = edges.filter((edge) => isIn(duration, edge.range));
        const times = inBuckets.length + atEdges.reduce((sum, { sign }) => sum + sign, 0);
        expect(times).toBe(isIn(duration, range) ? 1 : 0);
      }
    }),
  );
});

test("an edge has the lesser part of its second", () => {
  const after = splitDurations({ min: { value: 60, inclusive: false } });
  const only60 = { min: { value: 60, inclusive: true }, max: { value: 60, inclusive: true } };
  expect(after.edges).toEqual([{ range: only60, sign: -1 }]);
  const upTo = splitDurations({ max: { value: 60, inclusive: true } });
  expect(upTo.edges).toEqual([{ range: only60, sign: 1 }]);
});

test("a range of whole seconds has no edges", () => {
  const range = {
    min: { value: 10, inclusive: true },
    max: { value: 7_300, inclusive: false },
  };
  const { buckets, edges } = splitDurations(range);
  expect(edges).toEqual([]);
  expect(buckets).toContainEqual({ size: DURATION_BUCKETS[0], first: 1, end: 2 });
});
