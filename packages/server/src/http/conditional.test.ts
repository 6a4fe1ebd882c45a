import { describe, expect, test } from "vitest";
import { falseCondition, type Preconditions } from "../preconditions.js";
import { parseTags } from "./conditional.js";

test.each<[string, string[] | "any"]>([
  ["*", "any"],
  [" * ", "any"],
  ['"a"', ['"a"']],
  ['""', ['""']],
  ['"a","b"', ['"a"', '"b"']],
  [' "a" ,\t"b" ', ['"a"', '"b"']],
  [', "a",, "b" ,', ['"a"', '"b"']],
  ['"a,b", "*"', ['"a,b"', '"*"']],
  ['W/"a", "b"', ['"a"', '"b"']],
  ['"W/"', ['"W/"']],
  ['"a\\"', ['"a\\"']],
  ['"\xfc"', ['"\xfc"']],
])("%j is parsed", (header, tags) => {
  expect(parseTags(header, "weak")).toEqual(tags);
});

test.each([
  "",
  ",",
  "a",
  '"a',
  'a"',
  '"a""b"',
  '"a" "b"',
  '"a" b',
  'w/"a"',
  'W/ "a"',
  "W/*",
  '*, "a"',
  '"a", *',
  "'a'",
  '"a b"',
])("%j is malformed", (header) => {
  expect(parseTags(header, "weak")).toBeUndefined();
});

test("a weak tag matches nothing in a strong comparison", () => {
  expect(parseTags('W/"a"', "strong")).toEqual([]);
  expect(parseTags('W/"a", "b"', "strong")).toEqual(['"b"']);
});

test("a long malformed list is parsed in little time", () => {
  for (const piece of [" ", ",", '"a",', '"a" ', "\t,"]) {
    expect(parseTags(`${piece.repeat(8_000)}x`, "weak")).toBeUndefined();
  }
});

describe("the false condition of an existing resource", () => {
  const etags = ['"now"', '"other form"'];
  const [now, old] = [['"now"'], ['"old"']];
  test.each<[Partial<Preconditions>, string | undefined]>([
    [{}, undefined],
    [{ match: "any" }, undefined],
    [{ match: now }, undefined],
    [{ match: ['"other form"'] }, undefined],
    [{ match: old }, "If-Match"],
    [{ match: [] }, "If-Match"],
    [{ noneMatch: "any" }, "If-None-Match"],
    [{ noneMatch: now }, "If-None-Match"],
    [{ noneMatch: old }, undefined],
    [{ match: now, noneMatch: now }, "If-None-Match"],
    [{ match: old, noneMatch: now }, "If-Match"],
    [{ match: now, noneMatch: old }, undefined],
  ])("%j: %s", (preconditions, expected) => {
    const all = { match: undefined, noneMatch: undefined, ...preconditions };
    expect(falseCondition(all, etags, true)).toBe(expected);
  });
});
