import { describe, expect, test } from "vitest";
import {
  array,
  boolean,
  count,
  dateTime,
  enumeration,
  integer,
  model,
  number,
  optional,
  string,
  withDefault,
} from "./schema.js";
import { sessionsListRequestModel } from "./session-list.js";
import { sessionsStatsRequestModel } from "./session-stats.js";
import { readQuery, validateJson } from "./validate.js";

const inner = model("Inner", { someText: string });
const outer = model("Outer", {
  at: dateTime,
  flag: optional(boolean),
  size: optional({ ...count, max: 10 }),
  ratio: optional(number),
  integer: optional(integer),
  kind: optional(enumeration(["a", "b"])),
  text: optional(string),
  parts: optional(array(inner)),
});

const AT = "2026-01-31T09:00:00Z";
const errorsOf = (value: unknown) =>
  validateJson(outer, value, ["body"]).map(({ loc, type }) => `${loc.join(".")} ${type}`);

describe("validateJson", () => {
  test.each([
    { at: AT },
    { at: AT, flag: null, size: null, kind: null, text: null, parts: null },
    { at: AT, flag: false, size: 0, ratio: -0.5, integer: -3, kind: "b", text: "" },
    { at: AT, size: 10, parts: [] },
    { at: AT, parts: [{ some_text: "x" }] },
  ])("accepts %j", (value) => {
    expect(errorsOf(value)).toEqual([]);
  });

  test.each<[unknown, string[]]>([
    [undefined, ["body object_type"]],
    [null, ["body object_type"]],
    ["{}", ["body object_type"]],
    [[], ["body object_type"]],
    [{}, ["body.at missing"]],
    [{ at: null }, ["body.at datetime_parsing"]],
    [{ at: 1_769_850_000 }, ["body.at datetime_parsing"]],
    [{ at: "2026-01-31" }, ["body.at datetime_parsing"]],
    [{ at: AT, flag: "true" }, ["body.flag bool_type"]],
    [{ at: AT, size: -1 }, ["body.size greater_than_equal"]],
    [{ at: AT, size: 11 }, ["body.size less_than_equal"]],
    [{ at: AT, integer: 1.5 }, ["body.integer int_type"]],
    [{ at: AT, integer: 2 ** 53 }, ["body.integer int_type"]],
    [{ at: AT, ratio: "1" }, ["body.ratio float_type"]],
    [{ at: AT, ratio: Number.POSITIVE_INFINITY }, ["body.ratio float_type"]],
    [{ at: AT, kind: "c" }, ["body.kind enum"]],
    [{ at: AT, text: 5 }, ["body.text string_type"]],
    [{ at: AT, text: "a\0b" }, ["body.text string_type"]],
    [{ at: AT, parts: {} }, ["body.parts list_type"]],
    [{ at: AT, parts: [{ some_text: "x" }, {}] }, ["body.parts.1.some_text missing"]],
    [
      { at: AT, parts: [{ someText: "x", some_text: "x" }] },
      ["body.parts.0.someText extra_forbidden"],
    ],
    [JSON.parse(`{"at":"${AT}","__proto__":{}}`), ["body.__proto__ extra_forbidden"]],
    [{ at: AT, constructor: 1 }, ["body.constructor extra_forbidden"]],
  ])("rejects %j: %j", (value, expected) => {
    expect(errorsOf(value)).toEqual(expected);
  });

  test("reports every error, not only the first", () => {
    expect(errorsOf({ flag: 1, size: "x", other: 1, parts: [1, 2] })).toEqual([
      "body.other extra_forbidden",
      "body.at missing",
      "body.flag bool_type",
      "body.size int_type",
      "body.parts.0 object_type",
      "body.parts.1 object_type",
    ]);
  });
});

describe("a body with many errors", () => {
  const many = (count: number) => ({ at: AT, parts: Array.from({ length: count }, () => 0) });

  test("lists 100 of them and a note that there are more", () => {
    expect(errorsOf(many(100))).toHaveLength(100);
    const errors = validateJson(outer, many(101), ["body"]);
    expect(errors).toHaveLength(101);
    expect(errors.at(-2)!.loc).toEqual(["body", "parts", 99]);
    expect(errors.at(-1)).toEqual({
      loc: ["body"],
      msg: "has more errors; only the first 100 are listed",
      type: "too_many_errors",
    });
  });

  test("is not validated after the last listed error", () => {
    const body = many(200);
    Object.defineProperty(body.parts, 101, {
      get: () => expect.fail("an item after the last listed error was validated"),
    });
    expect(errorsOf({ ...body, other: 1 })).toHaveLength(101);
  });

  test("lists each location once, also within items", () => {
    const body = { at: AT, parts: [{ some_text: 1 }, { some_text: "x" }, { some_text: 2, a: 1 }] };
    expect(errorsOf(body)).toEqual([
      "body.parts.0.some_text string_type",
      "body.parts.2.a extra_forbidden",
      "body.parts.2.some_text string_type",
    ]);
  });
});

test("shortens the name of an unknown field without splitting a character", () => {
  const [error] = validateJson(outer, { at: AT, [`${"n".repeat(99)}😀${"n".repeat(99)}`]: 1 }, [
    "body",
  ]);
  expect(error!.loc).toEqual(["body", `${"n".repeat(99)}…`]);
});

describe("readQuery", () => {
  test("returns typed values, arrays of repeated keys, and defaults", () => {
    const { value, errors } = readQuery(sessionsListRequestModel, {
      page: "2",
      search_fields: ["agent_name", "target"],
      search_field_values: ["a", "b"],
      fields: "source",
      start_datetime: "2026-01-31",
    });
    expect(errors).toEqual([]);
    expect(value).toMatchObject({
      page: 2,
      limit: 25,
      searchFields: ["agent_name", "target"],
      searchFieldValues: ["a", "b"],
      fields: ["source"],
      startDatetime: "2026-01-31",
    });
    expect(value.orderBy).toBeUndefined();
  });

  test("reads true and false", () => {
    const read = (percentiles: string) =>
      readQuery(sessionsStatsRequestModel, { group_by: "day", percentiles });
    expect(read("true")).toMatchObject({ value: { percentiles: true }, errors: [] });
    expect(read("false")).toMatchObject({ value: { percentiles: false }, errors: [] });
    expect(read("1").errors).toMatchObject([{ loc: ["query", "percentiles"], type: "bool_type" }]);
  });

  test.each<[Record<string, string | string[]>, string]>([
    [{ limit: "" }, "query.limit"],
    [{ limit: "ten" }, "query.limit"],
    [{ limit: "1e3" }, "query.limit"],
    [{ limit: "0x10" }, "query.limit"],
    [{ limit: " 5" }, "query.limit"],
    [{ limit: "2.5" }, "query.limit"],
    [{ limit: "-1" }, "query.limit"],
    [{ limit: "10001" }, "query.limit"],
    [{ limit: "9".repeat(400) }, "query.limit"],
    [{ limit: ["1", "2"] }, "query.limit"],
    [{ page: "-1" }, "query.page"],
    [{ order_by: "size" }, "query.order_by"],
    [{ order_by: ["source", "target"] }, "query.order_by"],
    [{ order_by_direction: "up" }, "query.order_by_direction"],
    [{ fields: ["source", "secret"] }, "query.fields.1"],
    [{ search_fields: "" }, "query.search_fields.0"],
    [{ start_datetime: ["2026-01-01", "2026-01-02"] }, "query.start_datetime"],
    [{ start_datetime: "2026\0" }, "query.start_datetime"],
    [{ orderBy: "source" }, "query.orderBy"],
    [{ constructor: "x" }, "query.constructor"],
    [JSON.parse('{"__proto__":"x"}'), "query.__proto__"],
    [JSON.parse('{"__proto__":["x","y"]}'), "query.__proto__"],
  ])("rejects %j at %s", (query, location) => {
    const { errors } = readQuery(sessionsListRequestModel, query);
    expect(errors.map(({ loc }) => loc.join("."))).toEqual([location]);
  });

  test("a default replaces an absent value only", () => {
    const paged = model("Paged", { size: withDefault(count, 25) });
    expect(readQuery(paged, {}).value).toEqual({ size: 25 });
    expect(readQuery(paged, { size: "0" }).value).toEqual({ size: 0 });
  });
});
