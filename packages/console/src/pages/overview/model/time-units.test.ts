import { describe, expect, test } from "vitest";
import { during } from "./link.ts";
import { nameOfSpan } from "./time-names.ts";
import { indexOf, type Span, unitFor, unitsIn, wideUnitFor } from "./time-units.ts";

const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const span = (start: string, end: string): Span => ({ start: at(start), end: at(end) });
const texts = (spans: readonly Span[]) => spans.map(({ start }) => new Date(start).toISOString());
const hoursOf = ({ start, end }: Span) => (end - start) / 3_600_000;

/** A day on which clocks are turned back, and one on which they are turned forward. */
const LONG_DAY = span("2026-10-24T22:00Z", "2026-10-25T23:00Z");
const SHORT_DAY = span("2026-03-28T23:00Z", "2026-03-29T22:00Z");

describe("the unit of a time range", () => {
  test.each([
    ["a day", LONG_DAY, "hour", "hour"],
    ["a week", span("2026-11-01T00:00Z", "2026-11-08T00:00Z"), "3 hours", "day"],
    ["a month", span("2026-11-01T00:00Z", "2026-12-01T00:00Z"), "day", "day"],
    ["a year", span("2026-01-01T00:00Z", "2027-01-01T00:00Z"), "week", "week"],
    ["five years", span("2022-01-01T00:00Z", "2027-01-01T00:00Z"), "month", "month"],
  ] as const)("of %s is %s", (_, range, unit, wide) => {
    expect(unitFor(range)).toBe(unit);
    expect(wideUnitFor(range)).toBe(wide);
  });
});

describe("the units of a time range", () => {
  test("are the hours of a day, of which one occurs twice", () => {
    expect(unitsIn(LONG_DAY, "hour", BERLIN).map(hoursOf)).toEqual(Array(25).fill(1));
    expect(unitsIn(SHORT_DAY, "hour", BERLIN).map(hoursOf)).toEqual(Array(23).fill(1));
  });

  test("are blocks of hours that begin with the day", () => {
    expect(unitsIn(LONG_DAY, "3 hours", BERLIN).map(hoursOf)).toEqual([4, 3, 3, 3, 3, 3, 3, 3]);
    expect(unitsIn(SHORT_DAY, "3 hours", BERLIN).map(hoursOf)).toEqual([2, 3, 3, 3, 3, 3, 3, 3]);
  });

  test("begin at full hours of zones with an odd offset", () => {
    const range = span("2026-11-01T00:00Z", "2026-11-01T02:00Z");
    expect(texts(unitsIn(range, "hour", "Asia/Kathmandu"))).toEqual([
      "2026-11-01T00:00:00.000Z",
      "2026-11-01T00:15:00.000Z",
      "2026-11-01T01:15:00.000Z",
    ]);
  });

  test("are days, weeks from Monday and months, cut off at the ends", () => {
    const range = span("2026-11-05T00:00Z", "2026-11-17T12:00Z");
    expect(unitsIn(range, "day", "UTC")).toHaveLength(13);
    expect(texts(unitsIn(range, "week", "UTC")).map((text) => text.slice(0, 10))).toEqual([
      "2026-11-05",
      "2026-11-09",
      "2026-11-16",
    ]);
    expect(unitsIn(range, "month", "UTC")).toEqual([range]);
  });

  test("follow one another from the start to the end", () => {
    for (const unit of ["hour", "3 hours", "day", "week", "month"] as const) {
      const units = unitsIn(LONG_DAY, unit, BERLIN);
      expect(units[0]?.start).toBe(LONG_DAY.start);
      expect(units.at(-1)?.end).toBe(LONG_DAY.end);
      units.forEach(({ start, end }, index) => {
        if (index > 0) expect(start).toBe(units[index - 1]?.end);
        expect(indexOf(units, start)).toBe(index);
        expect(indexOf(units, end - 1)).toBe(index);
      });
    }
  });
});

describe("a link to the sessions of a unit", () => {
  const scope = { search: { label: "bad", range: "7d", page: 3 }, zone: "utc" } as const;

  test("has days if the unit consists of days", () => {
    expect(during(scope, span("2026-11-09T00:00Z", "2026-11-16T00:00Z"))).toEqual({
      label: "bad",
      range: undefined,
      from: "2026-11-09",
      until: "2026-11-15",
    });
  });

  test("has times otherwise", () => {
    expect(during(scope, span("2026-11-17T09:00Z", "2026-11-18T00:00Z"))).toMatchObject({
      from: "2026-11-17T09:00Z",
      until: "2026-11-18T00:00Z",
    });
  });
});

test.each([
  [span("2026-11-17T09:00Z", "2026-11-17T12:00Z"), "3 hours", /^Tue,? 17 Nov, 09:00 – 12:00$/],
  [span("2026-11-17T00:00Z", "2026-11-18T00:00Z"), "day", /^Tue,? 17 Nov 2026$/],
  [span("2026-11-09T00:00Z", "2026-11-16T00:00Z"), "week", /^Mon,? 9 Nov – Sun,? 15 Nov 2026$/],
  [span("2026-11-01T00:00Z", "2026-12-01T00:00Z"), "month", /^November 2026$/],
] as const)("%j has a name for a person", (range, unit, name) => {
  expect(nameOfSpan(range, unit, "UTC")).toMatch(name);
});
