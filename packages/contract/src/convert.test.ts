import { describe, expect, test } from "vitest";
import { decode, encode, MismatchError } from "./convert.js";
import {
  array,
  boolean,
  count,
  countUpTo,
  dateTime,
  enumeration,
  integer,
  model,
  nonNegativeNumber,
  number,
  openModel,
  optional,
  positiveInteger,
  string,
  withDefault,
} from "./schema.js";

const inner = model("Inner", { someName: string, when: optional(dateTime) });
const outer = model("Outer", {
  theDate: dateTime,
  aCount: optional(integer),
  aNumber: optional(number),
  isSo: optional(boolean),
  kind: optional(enumeration(["one", "two"])),
  innerItems: optional(array(inner)),
  withFallback: withDefault(integer, 25),
});

const json = {
  the_date: "2026-01-31T09:00:00.123456+01:00",
  a_count: 3,
  a_number: 1.5,
  is_so: false,
  kind: "one",
  inner_items: [{ some_name: "x", when: null }],
  with_fallback: 1,
};
const value = {
  theDate: new Date("2026-01-31T08:00:00.123Z"),
  aCount: 3,
  aNumber: 1.5,
  isSo: false,
  kind: "one",
  innerItems: [{ someName: "x", when: null }],
  withFallback: 1,
};

const errorOf = (convert: () => unknown) => {
  try {
    convert();
  } catch (error) {
    if (error instanceof MismatchError) return error.message;
    throw error;
  }
  return undefined;
};

describe("decode", () => {
  test("returns the names and types of the SDK", () => {
    expect(decode(outer, structuredClone(json))).toEqual(value);
  });

  test("returns unknown fields, nulls and unknown enum values as they are", () => {
    const other_field = { a_b: [1] };
    const odd = { the_date: json.the_date, kind: "three", is_so: null, other_field, nothing: null };
    const { theDate } = value;
    expect(decode(outer, odd)).toEqual({
      theDate,
      kind: "three",
      isSo: null,
      other_field,
      nothing: null,
    });
  });

  test("does not take an unknown field for a known one", () => {
    const odd = { isSo: "yes", aCount: "3", the_date: json.the_date, a_count: 3, theDate: 1 };
    expect(decode(outer, odd)).toEqual({ theDate: value.theDate, aCount: 3 });
  });

  test("does not fill in defaults", () => {
    expect(decode(outer, { the_date: json.the_date })).toEqual({ theDate: value.theDate });
  });

  test.each([
    [null, "value: expected an object, found null"],
    [[], "value: expected an object, found object"],
    [{}, "the_date: expected dateTime, found undefined"],
    [{ ...json, the_date: null }, "the_date: expected dateTime, found null"],
    [{ ...json, the_date: "soon" }, "the_date: expected dateTime, found string"],
    [{ ...json, the_date: "" }, "the_date: expected dateTime, found string"],
    [{ ...json, the_date: "2026-01-31T09:00:00" }, "the_date: expected dateTime, found string"],
    [{ ...json, the_date: "2026-01-31" }, "the_date: expected dateTime, found string"],
    [{ ...json, the_date: "2026-99-31T09:00:00Z" }, "the_date: expected dateTime, found string"],
    [{ ...json, the_date: 1 }, "the_date: expected dateTime, found number"],
    [{ ...json, a_count: "3" }, "a_count: expected integer, found string"],
    [{ ...json, is_so: 0 }, "is_so: expected boolean, found number"],
    [{ ...json, kind: 1 }, "kind: expected one | two, found number"],
    [{ ...json, inner_items: {} }, "inner_items: expected array, found object"],
    [{ ...json, inner_items: [1] }, "inner_items[0]: expected an object, found number"],
    [
      { ...json, inner_items: [...json.inner_items, { some_name: 2 }] },
      "inner_items[1].some_name: expected string, found number",
    ],
  ])("rejects %j", (odd, message) => {
    expect(errorOf(() => decode(outer, structuredClone(odd)))).toBe(message);
  });
});

describe("decode, with numbers out of range", () => {
  const numbers = model("Numbers", {
    aCount: optional(count),
    aPositiveInteger: optional(positiveInteger),
    aNonNegativeNumber: optional(nonNegativeNumber),
    aNumber: optional(number),
    anInteger: optional(integer),
    upToTen: optional(countUpTo(10)),
  });

  test.each([
    ['{"a_count": -1}', "a_count: expected integer from 0, found -1"],
    ['{"a_count": 1.5}', "a_count: expected integer from 0, found 1.5"],
    ['{"a_count": 1e999}', "a_count: expected integer from 0, found Infinity"],
    ['{"a_count": 1e300}', "a_count: expected integer from 0, found 1e+300"],
    ['{"a_count": 9007199254740992}', "a_count: expected integer from 0, found 9007199254740992"],
    ['{"a_count": "1"}', "a_count: expected integer from 0, found string"],
    ['{"a_positive_integer": 0}', "a_positive_integer: expected integer from 1, found 0"],
    [
      '{"a_non_negative_number": -0.5}',
      "a_non_negative_number: expected number from 0, found -0.5",
    ],
    ['{"a_number": -1e999}', "a_number: expected number, found -Infinity"],
    ['{"an_integer": 0.1}', "an_integer: expected integer, found 0.1"],
    ['{"up_to_ten": 11}', "up_to_ten: expected integer from 0 to 10, found 11"],
  ])("rejects %s", (json, message) => {
    expect(errorOf(() => decode(numbers, JSON.parse(json)))).toBe(message);
  });

  test("accepts the least and the greatest number", () => {
    const ends = {
      a_count: 0,
      a_positive_integer: 1,
      a_non_negative_number: 0,
      up_to_ten: 10,
      a_number: -1.5,
    };
    expect(decode(numbers, { ...ends, an_integer: Number.MIN_SAFE_INTEGER })).toEqual({
      aCount: 0,
      aPositiveInteger: 1,
      aNonNegativeNumber: 0,
      upToTen: 10,
      aNumber: -1.5,
      anInteger: Number.MIN_SAFE_INTEGER,
    });
  });
});

describe("decode, with hostile values", () => {
  const dated = (json: string) => decode(outer, { the_date: JSON.parse(json) });

  test.each([
    ["an array that holds a date-time", '["2026-01-31T09:00:00Z"]', "object"],
    ["deeply nested arrays", `${"[".repeat(100_000)}"Z"${"]".repeat(100_000)}`, "object"],
    ["an object that cannot become text", '{"toString": 1}', "object"],
    ["before the year 0", '"-000001-12-31T23:59:59Z"', "string"],
    ["before the year 0 in UTC", '"0000-01-01T00:00:00+00:01"', "string"],
    ["after the year 9999", '"+010000-01-01T00:00:00Z"', "string"],
    ["after the year 9999 in UTC", '"9999-12-31T23:59:59-00:01"', "string"],
  ])("rejects a date-time that is %s", (_, json, found) => {
    const message = `the_date: expected dateTime, found ${found}`;
    expect(errorOf(() => dated(json))).toBe(message);
  });

  test("accepts the first and the last date-time", () => {
    for (const end of ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"]) {
      expect(dated(JSON.stringify(end)).theDate.toJSON()).toBe(end);
    }
  });

  test("never sets the prototype, whatever the names of the fields", () => {
    const text = `{"the_date": "${json.the_date}", "__proto__": {"isSo": true}, "constructor": 1}`;
    const decoded = decode(outer, JSON.parse(text));
    expect(decoded).toEqual({ theDate: value.theDate });
    expect(decoded.isSo).toBeUndefined();
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
  });

  test("does not descend into unknown values", () => {
    const other = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(Object.is(Object(decode(outer, { the_date: json.the_date, other })).other, other)).toBe(
      true,
    );
  });

  test("rejects a large array in place of an object at once", () => {
    const large = new Array(1_000_000).fill({});
    expect(errorOf(() => decode(outer, large))).toBe("value: expected an object, found object");
  });
});

describe("encode", () => {
  test("returns the names and types of JSON", () => {
    expect(encode(outer, value)).toEqual({
      ...json,
      the_date: "2026-01-31T08:00:00.123Z",
      inner_items: [{ some_name: "x" }],
    });
  });

  test("fills in defaults, leaves out absent, null and unknown fields", () => {
    const { theDate } = value;
    const sparse = { theDate, isSo: null, kind: undefined, withFallback: null, other: 1 };
    expect(encode(outer, sparse)).toEqual({
      the_date: "2026-01-31T08:00:00.123Z",
      with_fallback: 25,
    });
  });

  test("returns unknown fields of open models, and of no others", () => {
    const turn = openModel("Turn", { someName: string, inners: optional(array(inner)) });
    const when = null;
    const unknown = { new_field: { aB: 1 }, gone: null };
    const open = { someName: "x", ...unknown, inners: [{ someName: "y", other: 1, when }] };
    expect(encode(turn, open)).toEqual({
      some_name: "x",
      ...unknown,
      inners: [{ some_name: "y" }],
    });
    expect(encode(turn, { some_name: "z", someName: "x" })).toEqual({ some_name: "x" });
    const hostile = encode(turn, JSON.parse('{"someName": "x", "__proto__": {"a": 1}}'));
    expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
  });

  test.each([
    [{ theDate: "2026-01-31T09:00:00Z" }, "theDate: expected dateTime, found string"],
    [{ theDate: new Date(Number.NaN) }, "theDate: expected dateTime, found object"],
    [{ aCount: 1.5 }, "aCount: expected integer, found 1.5"],
    [{ aCount: 2 ** 53 }, "aCount: expected integer, found 9007199254740992"],
    [{ aCount: "1" }, "aCount: expected integer, found string"],
    [{ aNumber: Number.NaN }, "aNumber: expected number, found NaN"],
    [{ aNumber: Number.POSITIVE_INFINITY }, "aNumber: expected number, found Infinity"],
    [{ kind: "three" }, "kind: expected one | two, found string"],
    [{ innerItems: [{ someName: null }] }, "innerItems[0].someName: expected string, found null"],
  ])("rejects %j", (part, message) => {
    expect(errorOf(() => encode(outer, { ...value, ...part }))).toBe(message);
  });
});
