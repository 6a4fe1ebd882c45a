import { describe, expect, test } from "vitest";
import type { NumberRange } from "../store/port/number-range.js";
import { parseRange } from "./parse-range.js";

const parse = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);

/** A range in the notation of intervals, such as `[60, 300)`. */
const describeRange = (range: NumberRange | undefined): string | undefined => {
  if (!range) return undefined;
  const { min, max } = range;
  const start = min ? `${min.inclusive ? "[" : "("}${min.value}` : "(";
  return `${start}, ${max ? `${max.value}${max.inclusive ? "]" : ")"}` : ")"}`;
};

describe("a range", () => {
  test.each([
    ["60", "[60, 60]"],
    [" 60.5 ", "[60.5, 60.5]"],
    [">=120", "[120, )"],
    [">= 120", "[120, )"],
    [">120", "(120, )"],
    [" < 60 ", "(, 60)"],
    ["<=60", "(, 60]"],
    ["60..300", "[60, 300]"],
    ["60 .. 300", "[60, 300]"],
    ["1.5..2.5", "[1.5, 2.5]"],
    ["-5..5", "[-5, 5]"],
    ["300..60", "[300, 60]"],
    ["60..", "[60, )"],
    ["..300", "(, 300]"],
  ])("%j is %s", (text, expected) => {
    expect(describeRange(parseRange(text, parse))).toBe(expected);
  });

  test.each([
    "",
    " ",
    "..",
    " .. ",
    "...",
    "60...300",
    "60....300",
    "1..2..3",
    "a..b",
    "60..b",
    "a..60",
    ">",
    ">=",
    "=60",
    "==60",
    "=>60",
    "> =60",
    ">>60",
    "<>60",
    ">60<90",
    ">60..90",
    "60-90",
    "60s",
    ">=60s",
    "60,90",
    "≥60",
  ])("%j is malformed", (text) => {
    expect(parseRange(text, parse)).toBeUndefined();
  });
});
