import { expect, test } from "vitest";
import type { Statistics } from "./counts.js";
import { choosePlan, planWithoutStatistics } from "./plan.js";
import { ALL_SESSIONS, type ListRequest, type Selection } from "./selection.js";

const SHORT_TIME = { from: 1_000, until: 2_000 };
const MILLION: Statistics = {
  all: 1_000_000,
  selectable: 960_000,
  inRange: 960_000,
  withProfiles: 0,
  total: undefined,
  position: undefined,
};

/** The newest sessions, or those with the greatest durations, of a range of durations. */
const request = (
  rows: number,
  others: Partial<Selection> = {},
  column: "timestamp" | "duration" = "timestamp",
): ListRequest => ({
  selection: {
    ...ALL_SESSIONS,
    isTest: [0],
    columns: [
      {
        column: "duration",
        match: { range: { min: { value: 7, inclusive: true } } },
        rows,
      },
    ],
    ...others,
  },
  sort: { by: { table: "sessions", column }, descending: true },
  page: { offset: 0, limit: 25 },
});

const AGENT = {
  profiles: { column: "profile_id", ids: [1, 2], sessions: 2_000, rows: 2_000 },
} as const;

test.each([
  ["few sessions", request(100), { kind: "sort", index: "sessions_by_duration" }],
  ["many sessions", request(5_000), undefined],
])("without statistics: %s", (_name, list, expected) => {
  const plan = planWithoutStatistics(list);
  if (expected) expect(plan).toMatchObject(expected);
  else expect(plan).toBeUndefined();
});

test.each<[string, ListRequest, Partial<Statistics>, object]>([
  [
    "a large range",
    request(830_000),
    { total: 800_000 },
    { kind: "walk", index: "sessions_by_time" },
  ],
  [
    "a range with few of very many sessions",
    request(22_000),
    { total: 20_100, all: 100_000_000, selectable: 90_000_000, inRange: 90_000_000 },
    { kind: "sort", index: "sessions_by_duration" },
  ],
  [
    "a large range of a rare agent",
    request(500_000, AGENT),
    { withProfiles: 2_000 },
    { kind: "count", path: { index: "sessions_by_profile" } },
  ],
  [
    "a small range of an agent",
    request(30, AGENT),
    { withProfiles: 2_000 },
    { kind: "sort", index: "sessions_by_duration" },
  ],
  [
    "a large range in a short time",
    request(500_000, { time: SHORT_TIME }),
    { inRange: 400 },
    { kind: "sort", index: "sessions_by_time" },
  ],
  [
    "the greatest of a large range",
    request(520_000, {}, "duration"),
    { total: 500_000 },
    { kind: "walk", index: "sessions_by_duration" },
  ],
])("with statistics: %s", (_name, list, known, expected) => {
  expect(choosePlan(list, { ...MILLION, ...known })).toMatchObject(expected);
});
