import { expect, test } from "vitest";
import { withDuration } from "./durations.ts";

test.each([
  [undefined, 0, 10, "<=9.999999"],
  [undefined, 30, 60, "30..59.999999"],
  [undefined, 3600, undefined, ">=3600"],
  [">=45", 30, 60, "45..59.999999"],
  ["<=45", 30, 60, "30..45"],
  ["40..50", 30, 60, "40..50"],
])("a filter %j and a group from %s to %s are %s", (duration, start, end, both) => {
  const search = duration === undefined ? {} : { duration };
  expect(withDuration(search, start || undefined, end)).toEqual({ duration: both });
});

test("a filter that is not a range has no groups to open", () => {
  expect(withDuration({ duration: "60" }, 30, 60)).toBeUndefined();
});
