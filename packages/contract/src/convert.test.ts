import { describe, expect, test } from "vitest";
import { decode, encode, Mismatch } from "./convert.js";
import {
  array,
  boolean,
  dateTime,
  enumeration,
  integer,
  model,
  number,
  optional,
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

const wire = {
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

const faultOf = (convert: () => unknown) => {
  try {
    convert();
  } catch (error) {
    if (error instanceof Mismatch) return error.message;
    throw error;
  }
  return undefined;
};

describe("decode", () => {
  test("gives the model's names and types", () => {
    expect(decode(outer, wire)).toEqual(value);
  });

  test("passes over what it does not know, keeps nulls and new enum values", () => {
    const odd = { the_date: wire.the_date, kind: "three", is_so: null, other: {}, __proto__: null };
    expect(decode(outer, odd)).toEqual({ theDate: value.theDate, kind: "three", isSo: null });
  });

  test("does not fill in defaults", () => {
    expect(decode(outer, { the_date: wire.the_date })).toEqual({ theDate: value.theDate });
  });

  test.each([
    [null, "value: expected model, found null"],
    [[], "value: expected model, found object"],
    [{}, "the_date: expected dateTime, found undefined"],
    [{ ...wire, the_date: null }, "the_date: expected dateTime, found null"],
    [{ ...wire, the_date: "soon" }, "the_date: expected dateTime, found string"],
    [{ ...wire, the_date: "" }, "the_date: expected dateTime, found string"],
    [{ ...wire, the_date: "2026-01-31T09:00:00" }, "the_date: expected dateTime, found string"],
    [{ ...wire, the_date: "2026-01-31" }, "the_date: expected dateTime, found string"],
    [{ ...wire, the_date: "2026-99-31T09:00:00Z" }, "the_date: expected dateTime, found string"],
    [{ ...wire, the_date: 1 }, "the_date: expected dateTime, found number"],
    [{ ...wire, a_count: "3" }, "a_count: expected integer, found string"],
    [{ ...wire, is_so: 0 }, "is_so: expected boolean, found number"],
    [{ ...wire, kind: 1 }, "kind: expected one | two, found number"],
    [{ ...wire, inner_items: {} }, "inner_items: expected array, found object"],
    [{ ...wire, inner_items: [1] }, "inner_items[0]: expected model, found number"],
    [
      { ...wire, inner_items: [...wire.inner_items, { some_name: 2 }] },
      "inner_items[1].some_name: expected string, found number",
    ],
  ])("finds fault with %j", (odd, fault) => {
    expect(faultOf(() => decode(outer, odd))).toBe(fault);
  });
});

describe("encode", () => {
  test("gives the names and types of the wire", () => {
    expect(encode(outer, value)).toEqual({
      ...wire,
      the_date: "2026-01-31T08:00:00.123Z",
      inner_items: [{ some_name: "x" }],
    });
  });

  test("fills in defaults, leaves out what is absent, null or unknown", () => {
    const { theDate } = value;
    const sparse = { theDate, isSo: null, kind: undefined, withFallback: null, other: 1 };
    expect(encode(outer, sparse)).toEqual({
      the_date: "2026-01-31T08:00:00.123Z",
      with_fallback: 25,
    });
  });

  test.each([
    [{ theDate: "2026-01-31T09:00:00Z" }, "theDate: expected dateTime, found string"],
    [{ theDate: new Date(Number.NaN) }, "theDate: expected dateTime, found object"],
    [{ aCount: 1.5 }, "aCount: expected integer, found number"],
    [{ aNumber: Number.NaN }, "aNumber: expected number, found number"],
    [{ kind: "three" }, "kind: expected one | two, found string"],
    [{ innerItems: [{ someName: null }] }, "innerItems[0].someName: expected string, found null"],
  ])("finds fault with %j", (part, fault) => {
    expect(faultOf(() => encode(outer, { ...value, ...part }))).toBe(fault);
  });
});
