import { expect, test } from "vitest";
import { levelOf, loadHeatMap } from "./heat-map.ts";
import type { Source } from "./scope.ts";

const NOW = Date.parse("2026-11-17T12:30Z");
const scope = { search: { from: "2026-11-04", until: "2026-11-17" }, zone: "utc" } as const;

/** A source with these sessions by hour. */
const sourceOf = (sessions: Readonly<Record<string, number>>): Source => ({
  stats: async () => ({
    groups: Object.entries(sessions).map(([key, count]) => ({
      key,
      sessions: count,
      durationSeconds: 0,
    })),
    totalCount: 0,
  }),
  extent: async () => undefined,
  longest: async () => undefined,
  nameOf: async () => undefined,
});

test("an hour of a weekday has the hours of the calendar that have sessions", async () => {
  const source = sourceOf({
    "2026-11-10T09:00:00Z": 3,
    "2026-11-17T09:00:00Z": 4,
    "2026-11-15T23:00:00Z": 1,
  });
  const heatMap = await loadHeatMap(source, scope, NOW);
  if (!heatMap || heatMap === "too long") throw new Error("no heat map");
  const tuesday = heatMap.cells[1]?.[9];
  expect(tuesday).toMatchObject({ sessions: 7, isPast: true });
  expect(tuesday?.hours.map(({ sessions }) => sessions)).toEqual([3, 4]);
  expect(tuesday?.hours[0]?.link).toMatchObject({
    from: "2026-11-10T09:00Z",
    until: "2026-11-10T10:00Z",
  });
  expect(heatMap.busiest).toBe(tuesday);
  expect(heatMap.cells[6]?.[23]).toMatchObject({ sessions: 1 });
});

test("an hour that has not come yet is not empty, but in the future", async () => {
  const search = { from: "2026-11-17", until: "2026-11-17" };
  const source = sourceOf({ "2026-11-17T09:00:00Z": 4 });
  const heatMap = await loadHeatMap(source, { search, zone: "utc" }, NOW);
  if (!heatMap || heatMap === "too long") throw new Error("no heat map");
  expect(heatMap.cells[1]?.map(({ isPast }) => isPast)).toEqual([
    ...Array(13).fill(true),
    ...Array(11).fill(false),
  ]);
});

test("a range of years is too long", async () => {
  const search = { from: "2020-01-01", until: "2026-11-17" };
  expect(await loadHeatMap(sourceOf({}), { search, zone: "utc" }, NOW)).toBe("too long");
});

test.each([
  [0, 10, 0],
  [1, 10, 1],
  [3, 10, 2],
  [10, 10, 4],
  [1, 1, 4],
])("%s of %s sessions have the level %s", (sessions, most, level) => {
  expect(levelOf(sessions, most)).toBe(level);
});
