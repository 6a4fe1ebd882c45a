import { describe, expect, test } from "vitest";
import type { Statistics } from "./counts.js";
import { choosePlan, planWithoutStatistics } from "./plan.js";
import { sortColumn } from "./schema.js";
import { ALL_SESSIONS, type IdFilter, type ListRequest, type Selection } from "./selection.js";

type Property = Parameters<typeof sortColumn>[0];

const DAY = { from: 1_000, until: 2_000 };
const REAL: Selection = { ...ALL_SESSIONS, isTest: [0] };

const ids = (column: IdFilter["column"], count: number, sessions: number): IdFilter => ({
  column,
  ids: Array.from({ length: count }, (_, id) => id),
  sessions,
  rows: sessions,
  ...(column !== "profile_id" && { newest: Array.from({ length: count }, (_, id) => id) }),
});
const profiles = (count: number, sessions: number): Partial<Selection> => ({
  profiles: ids("profile_id", count, sessions),
});
const sources = (count: number, sessions: number): Partial<Selection> => ({
  values: [ids("source_id", count, sessions)],
});
const duration = (rows: number): Partial<Selection> => ({
  columns: [{ column: "duration", match: { value: 7 }, rows }],
});

const request = (
  selection: Partial<Selection>,
  by: string = "timestamp",
  descending = true,
  offset = 0,
): ListRequest => ({
  selection: { ...REAL, ...selection },
  sort: { by: sortColumn(by as Property), descending },
  page: { offset, limit: 25 },
});

const MILLION: Statistics = {
  all: 1_000_000,
  selectable: 960_000,
  inRange: 960_000,
  withProfiles: 0,
  total: undefined,
  position: undefined,
};
const statistics = (known: Partial<Statistics>): Statistics => ({ ...MILLION, ...known });
const total = (sessions: number) => statistics({ total: sessions });

/** A plan in words: its kind, and the index that it reads. */
const describePlan = (plan: ReturnType<typeof choosePlan>): string => {
  if ("index" in plan) return `${plan.kind}, ${plan.index}`;
  return plan.kind === "count" ? `count, ${plan.path.index}` : plan.kind;
};

describe("without statistics", () => {
  test.each<[string, ListRequest, string | undefined]>([
    ["all sessions by time", request({}), "walk, sessions_by_time"],
    ["oldest first", request({}, "timestamp", false), "walk, sessions_by_time"],
    ["a time range", request({ time: DAY }), "walk, sessions_by_time"],
    ["a deep page of all", request({}, "timestamp", true, 500), "deep walk, sessions_by_time"],
    [
      "a long page",
      { ...request({}), page: { offset: 0, limit: 5_000 } },
      "walk, sessions_by_time",
    ],
    ["a deep page of a range", request({ time: DAY }, "timestamp", true, 500), undefined],
    ["a deep page, with tests", request({ isTest: [0, 1] }, "timestamp", true, 500), undefined],
    [
      "one id",
      request({
        columns: [{ column: "session_id", match: { value: 7 }, rows: 1 }],
      }),
      "sort, sessions_by_id",
    ],
    ["few of a duration", request(duration(100)), "sort, sessions_by_duration"],
    ["few of some sources", request(sources(40, 300)), "sort, sessions_by_source"],
    ["many of a duration", request(duration(5_000)), undefined],
    ["a filter on profiles", request(profiles(2, 100)), undefined],
    ["another order", request({}, "duration"), undefined],
  ])("%s", (_name, list, expected) => {
    const plan = planWithoutStatistics(list);
    expect(plan && describePlan(plan)).toBe(expected);
  });
});

describe("with statistics", () => {
  test.each<[string, ListRequest, Statistics, string]>([
    ["a page beyond the end", request({}, "timestamp", true, 75), total(75), "empty"],
    [
      "a common agent, newest first",
      request(profiles(2, 300_000)),
      statistics({ total: 300_000, withProfiles: 300_000 }),
      "walk, sessions_by_time",
    ],
    [
      "a rare agent, newest first",
      request(profiles(2, 3_000)),
      statistics({ total: 3_000, withProfiles: 3_000 }),
      "merge, sessions_by_profile",
    ],
    [
      "most profiles, newest first",
      request(profiles(200, 900_000)),
      statistics({ total: 900_000, withProfiles: 900_000 }),
      "walk, sessions_by_time",
    ],
    [
      "a few sessions of many profiles",
      request(profiles(100, 60)),
      statistics({ total: 60, withProfiles: 60 }),
      "sort, sessions_by_profile",
    ],
    [
      "an agent by id",
      request(profiles(2, 30_000), "session_id"),
      statistics({ total: 30_000, withProfiles: 30_000 }),
      "merge, sessions_by_profile_and_id",
    ],
    ["all by id", request({}, "session_id"), total(960_000), "walk, sessions_by_id"],
    ["one source", request(sources(1, 5_000)), total(5_000), "merge, sessions_by_source"],
    [
      "a source by id",
      request(sources(1, 5_000), "session_id"),
      total(5_000),
      "merge, sessions_by_source_and_id",
    ],
    [
      "many sources",
      request(sources(5_000, 50_000)),
      total(50_000),
      "newest of values, sessions_by_source",
    ],
    [
      "nearly all sources",
      request(sources(200_000, 950_000)),
      total(950_000),
      "newest of values, sessions_by_source",
    ],
    [
      "many sources, oldest first",
      request(sources(5_000, 9_000), "timestamp", false),
      total(9_000),
      "sort, sessions_by_source",
    ],
    ["longest first", request({}, "duration"), total(960_000), "walk, sessions_by_duration"],
    [
      "shortest first",
      request({}, "duration", false),
      total(960_000),
      "walk backwards, sessions_by_duration",
    ],
    [
      "longest of a short range",
      request({ time: DAY }, "duration"),
      statistics({ inRange: 400, total: 400 }),
      "sort, sessions_by_time",
    ],
    ["by agent", request({}, "agent_name", false), total(960_000), "segments"],
    ["by source", request({}, "source", false), total(960_000), "segments"],
    [
      "a time range by source",
      request({ time: DAY }, "source"),
      statistics({ inRange: 9_000, total: 9_000 }),
      "sort, sessions_by_time",
    ],
    [
      "a rare duration in a range",
      request({ ...duration(300), time: DAY }),
      statistics({ inRange: 9_000 }),
      "sort, sessions_by_duration",
    ],
    [
      "two large filters",
      request({ ...profiles(2, 90_000), ...sources(900, 40_000) }),
      statistics({ withProfiles: 90_000 }),
      "count, sessions_by_source",
    ],
    [
      "two large filters, counted",
      request({ ...profiles(2, 90_000), ...sources(900, 40_000) }),
      statistics({ withProfiles: 90_000, total: 20_000 }),
      "merge, sessions_by_profile",
    ],
    [
      "two large filters that hardly overlap",
      request({ ...profiles(2, 90_000), ...sources(900, 40_000) }),
      statistics({ withProfiles: 90_000, total: 20 }),
      "sort, sessions_by_source",
    ],
  ])("%s", (_name, list, known, expected) => {
    expect(describePlan(choosePlan(list, known))).toBe(expected);
  });

  test("a plan that has failed is not chosen again", () => {
    const list = request(sources(5_000, 50_000));
    const plan = choosePlan(list, total(50_000), ["newest of values"]);
    expect(describePlan(plan)).toBe("walk, sessions_by_time");
  });

  test("a deep page begins at its position", () => {
    const list = request(profiles(2, 3_000), "timestamp", true, 2_000);
    const known = { total: 3_000, withProfiles: 3_000, position: { edge: 5_000, skip: 40 } };
    const plan = choosePlan(list, statistics(known));
    expect(plan).toMatchObject({
      kind: "merge",
      request: { selection: { time: { until: 5_000 } }, page: { offset: 40, limit: 25 } },
    });
  });

  test("the newest of many values are those after all sessions of other values", () => {
    const plan = choosePlan(request(sources(5_000, 50_000)), total(50_000));
    expect(plan).toMatchObject({ request: { selection: { time: { from: 4_967 } } } });
  });
});
