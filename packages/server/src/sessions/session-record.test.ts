import { describe, expect, test } from "vitest";
import { readSession } from "./session-record.js";

const AT = "2026-01-31T09:00:00.25Z";

const recordOf = (body: unknown, id?: number) => {
  const read = readSession(body, id);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  return read.record;
};
const locationsOf = (body: unknown, id?: number): string[] => {
  const read = readSession(body, id);
  return "errors" in read ? read.errors.map(({ loc }) => loc.join(".")) : [];
};

test("stores a session as sent, with its id and without null fields", () => {
  const record = recordOf(
    { timestamp: AT, agent_name: "Desk", duration: 1.5, is_test: true, source: null },
    7,
  );
  expect(record).toMatchObject({ id: 7, timestamp: 1_769_850_000_250_000, isTest: true });
  expect(JSON.parse(record.json)).toEqual({
    timestamp: AT,
    session_id: "7",
    agent_name: "Desk",
    duration: 1.5,
    is_test: true,
  });
  expect(record.properties).toMatchObject({ agent_name: "Desk", duration: 1.5, is_test: true });
  expect(record.properties).not.toHaveProperty("source");
});

test("stores falsy values", () => {
  const stored = JSON.parse(
    recordOf({ timestamp: AT, duration: 0, is_test: false, source: "" }, 1).json,
  );
  expect(stored).toMatchObject({ duration: 0, is_test: false, source: "" });
});

test("stores fields in the same order, whatever order they were sent in", () => {
  const one = recordOf({ timestamp: AT, source: "a", target: "b" }, 1);
  const other = recordOf({ target: "b", session_id: "1", source: "a", timestamp: AT });
  expect(other.json).toBe(one.json);
});

describe("the id", () => {
  test.each<[string | null | undefined, number | undefined, number]>([
    ["0", undefined, 0],
    ["9007199254740991", undefined, 2 ** 53 - 1],
    ["5", 5, 5],
    [undefined, 5, 5],
    [null, 5, 5],
  ])("%j in the body and %j in the path: %j", (session_id, pathId, expected) => {
    expect(recordOf({ timestamp: AT, session_id }, pathId).id).toBe(expected);
  });

  test.each<[unknown, number | undefined]>([
    [undefined, undefined],
    ["6", 5],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["007", undefined],
    ["1e3", undefined],
    ["0x1f", undefined],
    [" 1", undefined],
    ["9007199254740992", undefined],
    ["abc", undefined],
    ["a/../b", 5],
    [5, 5],
  ])("rejects %j in the body with %j in the path", (session_id, pathId) => {
    expect(locationsOf({ timestamp: AT, session_id }, pathId)).toEqual(["body.session_id"]);
  });
});

test("reports every validation error, including that of the id", () => {
  expect(locationsOf({ timestamp: "soon", session_id: "x", duration: "long", mood: 1 }, 5)).toEqual(
    ["body.timestamp", "body.duration", "body.session_id"],
  );
});

test.each([undefined, null, "text", 5, [], [{ timestamp: AT }]])(
  "rejects %j, which is not an object",
  (body) => {
    expect(locationsOf(body, 5)).toEqual(["body"]);
  },
);
