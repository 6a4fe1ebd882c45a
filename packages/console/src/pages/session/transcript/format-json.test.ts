import { describe, expect, it } from "vitest";
import { briefly, format } from "./format-json.ts";

describe("the result of a tool call in a few words", () => {
  it.each([
    ['{"slots":["15:20","16:40"]}', "2 slots"],
    ['{"open_slots":["15:20"]}', "1 open slot"],
    ["[1,2,3]", "3 items"],
    ['{"status":409,"error":"slot_taken"}', "409 slot_taken"],
    ['"booked"', "booked"],
    ["not JSON", "not JSON"],
    ['{"ok":true}', undefined],
    ["", undefined],
    ["null", "null"],
  ])("of %s is %s", (json, words) => {
    expect(briefly(json)).toBe(words);
  });

  it("is cut if it is long", () => {
    expect(briefly(JSON.stringify("x".repeat(99)))).toHaveLength(41);
  });
});

describe("JSON", () => {
  it("has one value a line", () => {
    expect(format('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  it("stays as it is if it is not valid", () => {
    expect(format("{broken")).toBe("{broken");
  });
});
