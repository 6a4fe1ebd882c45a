import { expect, test } from "vitest";
import { findJsonExcess } from "./json-limits.js";

const find = (json: string) => findJsonExcess(Buffer.from(json));

test.each([
  ["empty text", ""],
  ["a long string", JSON.stringify("x,[{".repeat(1_000_000))],
  ["quotes and backslashes in strings", JSON.stringify([`\\"${"[".repeat(100)}`, "\\"])],
  ["the maximum number of values", `[${"0,".repeat(499_998)}0]`],
  ["the maximum number of levels", "[".repeat(64) + "]".repeat(64)],
  ["many shallow arrays", `[${"[],".repeat(100_000)}[]]`],
  ["a string without an end", '"[[[['],
])("accepts %s", (_what, json) => {
  expect(find(json)).toBeUndefined();
});

test.each([
  ["too many numbers", `[${"0,".repeat(500_000)}0]`, /500000 values/],
  ["too many objects", `[${"{},".repeat(250_001)}{}]`, /500000 values/],
  ["too many levels", "[".repeat(65), /64 levels/],
  ["objects in objects", '{"a":'.repeat(65), /64 levels/],
])("rejects %s", (_what, json, message) => {
  expect(find(json)).toMatch(message);
});
