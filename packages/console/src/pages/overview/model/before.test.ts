import { describe, expect, test } from "vitest";
import { filterRequest } from "../../../filters/request.ts";
import { periodBefore } from "./before.ts";
import { growth } from "./figures.ts";

const NOW = Date.parse("2026-11-17T14:32:08Z");
const zone = "utc";

describe("the period before", () => {
  test("has as many days", () => {
    const search = { from: "2026-11-02", until: "2026-11-08", label: "bad" };
    const before = periodBefore({ search, zone }, NOW);
    expect(before).toMatchObject({ name: "the previous 7 days" });
    expect(filterRequest(before!.search, zone)).toMatchObject({
      searchFieldValues: ["bad"],
      startDatetime: "2026-10-26T00:00:00.000Z",
      endDatetime: "2026-11-02T00:00:00.000Z",
    });
  });

  test("ends at the same time of the day if the days are not over", () => {
    const search = { from: "2026-11-11", until: "2026-11-17" };
    const before = periodBefore({ search, zone }, NOW);
    expect(before?.text).toMatch(/10 Nov until 14:32$/);
    expect(filterRequest(before!.search, zone)).toEqual({
      startDatetime: "2026-11-04T00:00:00.000Z",
      endDatetime: "2026-11-10T14:32:00.000Z",
    });
  });

  test("of a day is the previous day", () => {
    const search = { from: "2026-11-10", until: "2026-11-10" };
    expect(periodBefore({ search, zone }, NOW)?.name).toBe("the previous day");
  });

  test("of hours is as long", () => {
    const search = { from: "2026-11-10T09:00Z", until: "2026-11-10T12:00Z" };
    expect(periodBefore({ search, zone }, NOW)?.search).toMatchObject({
      from: "2026-11-10T06:00Z",
      until: "2026-11-10T09:00Z",
    });
  });

  test.each([{}, { until: "2026-11-10" }, { from: "2026-11-12", until: "2026-11-10" }])(
    "of %j is unknown",
    (search) => {
      expect(periodBefore({ search, zone }, NOW)).toBeUndefined();
    },
  );
});

test.each([
  [108, 100, "up 8.0% on the previous day"],
  [50, 100, "down 50.0% on the previous day"],
  [100, 100, "same as the previous day"],
  [7, 0, "none in the previous day"],
  [0, 0, ""],
])("%s after %s is %j", (current, before, text) => {
  expect(growth(current, before, "the previous day")).toBe(text);
});
