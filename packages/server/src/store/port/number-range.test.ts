import { expect, test } from "vitest";
import { exactly, intersect, isEmptyRange, type NumberRange, onlyNumber } from "./number-range.js";

const VALUES = [-1, 0, 1, 1.5, 2];
const bounds = [
  undefined,
  ...[0, 1, 2].flatMap((value) => [true, false].map((inclusive) => ({ value, inclusive }))),
];
const ranges = bounds.flatMap((min) =>
  bounds.map((max): NumberRange => ({ ...(min && { min }), ...(max && { max }) })),
);

const isIn = (value: number, { min, max }: NumberRange): boolean =>
  (!min || value > min.value || (min.inclusive && value === min.value)) &&
  (!max || value < max.value || (max.inclusive && value === max.value));

test("an intersection has the numbers of both ranges", () => {
  for (const one of ranges) {
    for (const other of ranges) {
      const both = intersect(one, other);
      for (const value of VALUES) {
        expect(isIn(value, both), JSON.stringify({ one, other, value })).toBe(
          isIn(value, one) && isIn(value, other),
        );
      }
    }
  }
});

test("an empty range contains no number, a range of one number only that", () => {
  for (const range of ranges) {
    const tenths = Array.from({ length: 60 }, (_, index) => index / 10 - 2);
    const contained = tenths.filter((value) => isIn(value, range));
    expect(isEmptyRange(range), JSON.stringify(range)).toBe(contained.length === 0);
    expect(onlyNumber(range)).toBe(contained.length === 1 ? contained[0] : undefined);
  }
  expect(onlyNumber(exactly(7))).toBe(7);
});
