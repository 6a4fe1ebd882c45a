import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../app/search-params.ts";
import { describeValue, readClock, readDurationRange, writeDurationRange } from "./kinds.ts";
import { daysOf } from "./range.ts";
import { filterRequest, listRequest } from "./request.ts";
import { type ListSearch, readListSearch, selectionOf } from "./search.ts";

const SEARCHES: readonly ListSearch[] = [
  {},
  { agent_name: "Front & Back", source: "+1 206", duration: ">=60" },
  { from: "2026-11-11", until: "2026-11-17", zone: "utc" },
  { label: "bad", tool_errors: "true", audio_faults: "false" },
  { from: "2026-11-17T17:00Z", until: "2026-11-17T20:00:30Z" },
  { range: "7d", sort: "-duration", page: 3, size: 500, columns: "timestamp,label", row: "42" },
];

describe("the state of a list", () => {
  test.each(SEARCHES)("survives the address: %j", (search) => {
    expect(readListSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  test("leaves out what is not valid", () => {
    const address = {
      sort: "-color",
      page: "-1",
      size: "7",
      from: "yesterday",
      zone: "Mars",
      x: "1",
    };
    expect(readListSearch(address)).toEqual({});
  });

  test("keeps filters and range in a link from another page", () => {
    expect(
      selectionOf({ agent_name: "A", range: "7d", page: 2, row: "4", sort: "duration" }),
    ).toEqual({
      agent_name: "A",
      range: "7d",
    });
  });
});

describe("the request of a list", () => {
  test("has the filters, and whole days with both ends included", () => {
    const search = { is_test: "only", from: "2026-11-11", until: "2026-11-17" } as const;
    expect(filterRequest(search, "utc")).toEqual({
      searchFields: ["is_test"],
      searchFieldValues: ["only"],
      startDatetime: "2026-11-11T00:00:00.000Z",
      endDatetime: "2026-11-18T00:00:00.000Z",
    });
  });

  test("has times, with the end excluded", () => {
    const search = { from: "2026-11-17T17:00Z", until: "2026-11-18" };
    expect(filterRequest(search, "utc")).toEqual({
      startDatetime: "2026-11-17T17:00:00.000Z",
      endDatetime: "2026-11-19T00:00:00.000Z",
    });
  });

  test("has the days of its times, of which the last may be cut off", () => {
    const search = { from: "2026-11-17T17:00Z", until: "2026-11-19T00:00Z" };
    const { first, last } = daysOf(search, "utc");
    expect(`${first}..${last}`).toBe("2026-11-17..2026-11-18");
  });

  test.each([
    ["label", "bad", "BAD"],
    ["label", "none", "None"],
    ["tool_errors", "true", "yes"],
    ["audio_faults", "false", "no"],
  ] as const)("has the filter %s %s, called %s", (filter, value, name) => {
    expect(filterRequest({ [filter]: value }, "utc")).toEqual({
      searchFields: [filter],
      searchFieldValues: [value],
    });
    expect(describeValue(filter, value)).toBe(name);
  });

  test("ignores a day that does not exist", () => {
    expect(filterRequest({ from: "2026-02-31" }, "utc")).toEqual({});
    expect(filterRequest({ from: "2026-13-01T25:00Z" }, "utc")).toEqual({});
  });

  test("counts pages from 0", () => {
    expect(listRequest({ page: 3, sort: "duration" }, "utc")).toMatchObject({
      page: 2,
      limit: 50,
      orderBy: "duration",
      orderByDirection: "asc",
    });
  });
});

describe("durations", () => {
  test.each([
    ["90", 90],
    ["1:30", 90],
    ["1:02:03", 3723],
    ["", undefined],
    ["soon", Number.NaN],
    ["1:75", Number.NaN],
  ])("reads %j as %s s", (text, seconds) => {
    expect(readClock(text)).toEqual(seconds);
  });

  test.each([">=60", "<=300", "60..300"])("reads and writes %s", (value) => {
    expect(writeDurationRange(readDurationRange(value)!)).toBe(value);
  });

  test("writes no filter for a range without ends", () => {
    expect(writeDurationRange({})).toBeUndefined();
  });
});
