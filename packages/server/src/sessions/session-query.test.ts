import { readQuery, sessionsListRequestModel } from "syllable-contract";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../errors.js";
import { exactly, type NumberRange } from "../store/port/number-range.js";
import { readSessionQuery } from "./session-query.js";

const read = (query: Record<string, string | string[]>) =>
  readSessionQuery(readQuery(sessionsListRequestModel, query));

const filter = (field: string, value: string) =>
  read({ search_fields: field, search_field_values: value });

const locationsOf = (query: Record<string, string | string[]>): string[] => {
  try {
    read(query);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).errors.map(({ loc }) => loc.join("."));
  }
  return [];
};

test("by default, a list has the newest 25 sessions and no test sessions", () => {
  expect(read({})).toEqual({
    page: 0,
    limit: 25,
    filters: [],
    tests: "without",
    orderBy: "timestamp",
    descending: true,
    from: undefined,
    until: undefined,
  });
});

test.each([
  ["asc", false],
  ["desc", true],
])("reads the direction %s", (order_by_direction, descending) => {
  expect(read({ order_by: "source", order_by_direction })).toMatchObject({
    orderBy: "source",
    descending,
  });
});

const pairs = (count: number, value: (index: number) => string) => ({
  search_fields: Array.from({ length: count }, () => "source"),
  search_field_values: Array.from({ length: count }, (_, index) => value(index)),
});

test("a repeated filter counts once", () => {
  const query = pairs(400, (index) => String(index % 50));
  expect(read(query).filters).toEqual(
    Array.from({ length: 50 }, (_, index) => ({
      property: "source",
      match: "contains",
      value: String(index),
    })),
  );
});

test("more than 50 different filters are one validation error", () => {
  expect(read(pairs(50, String)).filters).toHaveLength(50);
  expect(locationsOf(pairs(51, String))).toEqual(["query.search_fields"]);
});

test("sorts in descending order by default", () => {
  expect(read({ order_by: "duration" })).toMatchObject({ orderBy: "duration", descending: true });
});

test("reads date-times as microseconds", () => {
  expect(
    read({ start_datetime: "1970-01-01", end_datetime: "1970-01-01T00:00:01Z" }),
  ).toMatchObject({
    from: 0,
    until: 1_000_000,
  });
});

describe("a filter", () => {
  test.each<[string, string, string, string | number]>([
    ["agent_name", "Ärzte", "contains", "ärzte"],
    ["prompt_name", "", "contains", ""],
    ["source", "+1202", "contains", "1202"],
    ["source", "+1202x", "contains", "+1202x"],
    ["target", "(202) 555", "contains", "202555"],
    ["agent_name", "(202) 555", "contains", "(202) 555"],
    ["target", "INFO@", "contains", "info@"],
    ["agent_id", "A7", "equals", "A7"],
    ["channel_manager_type", "Voice", "equals", "Voice"],
    ["session_id", "100001", "equals", 100001],
    ["session_id", "0100001", "equals", -1],
    ["session_id", "abc", "equals", -1],
    ["is_outbound", "true", "equals", 1],
    ["is_legacy", "False", "equals", 0],
  ])("by %s %j", (property, text, match, value) => {
    expect(filter(property, text).filters).toEqual([{ property, match, value }]);
  });

  const at = (value: number, inclusive = true) => ({ value, inclusive });
  test.each<[string, string, NumberRange]>([
    ["duration", "43.5", exactly(43.5)],
    ["duration", "-1", exactly(-1)],
    ["duration", ">=120", { min: at(120) }],
    ["duration", "<6e1", { max: at(60, false) }],
    ["duration", "60..300", { min: at(60), max: at(300) }],
    ["timestamp", "1970-01-01T00:00:01Z", exactly(1_000_000)],
    ["timestamp", ">1970-01-01", { min: at(0, false) }],
    ["timestamp", "1970-01-01..1970-01-01T00:00:01", { min: at(0), max: at(1_000_000) }],
  ])("by %s %j", (property, text, range) => {
    expect(filter(property, text).filters).toEqual([{ property, match: "between", range }]);
  });

  test.each([
    ["true", "with"],
    ["false", "without"],
    ["only", "only"],
    ["ONLY", "only"],
  ])("by is_test %s", (text, tests) => {
    expect(filter("is_test", text)).toMatchObject({ tests, filters: [] });
  });

  test("several filters stay in the order of the request", () => {
    const { filters } = read({
      search_fields: ["source", "is_test", "agent_id", "source"],
      search_field_values: ["1", "true", "2", "3"],
    });
    expect(filters).toMatchObject([{ value: "1" }, { value: "2" }, { value: "3" }]);
  });

  test.each([
    ["duration", ""],
    ["duration", "long"],
    ["duration", "0x10"],
    ["duration", "Infinity"],
    ["duration", ".."],
    ["duration", ">"],
    ["duration", "60-300"],
    ["duration", "60s"],
    ["timestamp", ">yesterday"],
    ["timestamp", "2026-01-01..2026-13-01"],
    ["duration", "NaN"],
    ["is_outbound", "yes"],
    ["is_legacy", "1"],
    ["is_legacy", "toString"],
    ["is_test", "maybe"],
    ["is_test", "constructor"],
    ["timestamp", "yesterday"],
  ])("by %s rejects %j", (field, text) => {
    expect(locationsOf({ search_fields: field, search_field_values: text })).toEqual([
      "query.search_field_values.0",
    ]);
  });
});

test.each<[string[], string[]]>([
  [["source"], []],
  [[], ["x"]],
  [["source", "target"], ["x"]],
])("rejects fields %j with values %j", (search_fields, search_field_values) => {
  expect(locationsOf({ search_fields, search_field_values })).toEqual([
    "query.search_field_values",
  ]);
});

test.each([
  [["true", "only"], "only", 0],
  [["only", "only"], "only", 0],
  [["true", "false"], "without", 0],
  [["false", "only"], "only", 1],
  [["only", "true", "false"], "only", 1],
])("combines several filters by is_test: %j", (search_field_values, tests, otherFilters) => {
  const search_fields = search_field_values.map(() => "is_test");
  const query = read({ search_fields, search_field_values });
  expect(query.tests).toBe(tests);
  expect(query.filters).toHaveLength(otherFilters);
});

test("reports validation errors of all kinds together", () => {
  expect(
    locationsOf({
      limit: "10001",
      page: "first",
      mood: "good",
      start_datetime: "soon",
      end_datetime: "2026-02-30",
      search_fields: ["source", "duration", "is_test"],
      search_field_values: ["x", "long", "maybe"],
    }).sort(),
  ).toEqual([
    "query.end_datetime",
    "query.limit",
    "query.mood",
    "query.page",
    "query.search_field_values.1",
    "query.search_field_values.2",
    "query.start_datetime",
  ]);
});
