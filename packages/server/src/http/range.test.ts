import { describe, expect, test } from "vitest";
import { requestedRange } from "./range.js";

const SIZE = 1_000;
const ETAG = '"abc"';

const rangeOf = (range?: string, ifRange?: string) =>
  requestedRange({ range, "if-range": ifRange }, SIZE, ETAG);

test.each<[string, number, number]>([
  ["bytes=0-0", 0, 0],
  ["bytes=0-499", 0, 499],
  ["bytes=500-", 500, 999],
  ["bytes=0-", 0, 999],
  ["bytes=-1", 999, 999],
  ["bytes=-1000", 0, 999],
  ["bytes=-2000", 0, 999],
  ["bytes=999-", 999, 999],
  ["bytes=900-99999", 900, 999],
  ["bytes= 0 - 9 ", 0, 9],
])("%s is %i to %i", (header, start, end) => {
  expect(rangeOf(header)).toEqual({ start, end });
});

test.each(["bytes=1000-", "bytes=1000-2000", "bytes=-0"])("%s is unsatisfiable", (header) => {
  expect(rangeOf(header)).toBe("unsatisfiable");
});

describe("returns all bytes", () => {
  test.each([
    undefined,
    "",
    "bytes",
    "bytes=",
    "bytes=abc",
    "bytes=a-b",
    "bytes=--1",
    "bytes=1-2x",
    "items=0-1",
    "bytes=0-1,5-6",
    "bytes=5-4",
    "bytes=-",
    "0-1",
  ])("for %j", (header) => {
    expect(rangeOf(header)).toBeUndefined();
  });
});

test.each<[string, boolean]>([
  [ETAG, true],
  ['"other"', false],
  [`W/${ETAG}`, false],
  ["abc", false],
  ["Wed, 21 Oct 2026 07:28:00 GMT", false],
  ["", false],
])("If-Range %s returns the range: %s", (ifRange, hasRange) => {
  expect(rangeOf("bytes=0-1", ifRange)).toEqual(hasRange ? { start: 0, end: 1 } : undefined);
});
