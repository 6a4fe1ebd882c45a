import type { Recording } from "syllable-sdk/models/components";
import { describe, expect, test } from "vitest";
import { bytes, counted, percent, seconds } from "./numbers.ts";
import { stateOfAll } from "./recording-state.ts";
import { clock, isoTime, longTime, zoneName, zoneOf } from "./times.ts";

const time = new Date("2026-09-30T22:32:08Z");

describe("times", () => {
  test("have months of three letters", () => {
    expect(longTime(time, "America/Los_Angeles")).toBe("Wed 30 Sep 2026, 15:32:08");
  });

  test("of the next day in another zone", () => {
    expect(isoTime(time, "Asia/Tokyo")).toBe("2026-10-01 07:32:08");
  });

  test.each([
    ["America/Los_Angeles", "PDT"],
    ["America/New_York", "EDT"],
    ["Europe/London", "BST"],
    ["Europe/Paris", "CEST"],
    ["Asia/Kolkata", "IST"],
    ["Australia/Sydney", "AEST"],
    ["Asia/Tokyo", "GMT+9"],
    ["UTC", "UTC"],
  ])("name the zone %s %s", (zone, name) => {
    expect(zoneName(zone, time)).toBe(name);
  });

  test("of an agent in an unknown zone have the zone of the viewer", () => {
    expect(zoneOf("agent", "Mars/Olympus")).toBe(zoneOf("local", undefined));
    expect(zoneOf("agent", "Asia/Tokyo")).toBe("Asia/Tokyo");
  });

  test.each([
    [0, "0:00"],
    [233, "3:53"],
    [3_722, "1:02:02"],
    [59.6, "1:00"],
  ])("of %s s are %s", (value, text) => {
    expect(clock(value)).toBe(text);
  });
});

test("numbers have units", () => {
  expect(seconds(9_437)).toBe("9.4 s");
  expect(counted(1, "session")).toBe("1 session");
  expect(counted(12_408, "session")).toBe("12,408 sessions");
  expect([999, 1_300_000_000, 99_600_000].map(bytes)).toEqual(["999 bytes", "1.3 GB", "100 MB"]);
});

test.each([
  [0, 7, "0%"],
  [509, 12_408, "4.1%"],
  [1, 12_408, "<0.1%"],
  [12_407, 12_408, "99.9%"],
  [7, 7, "100%"],
  [30, 2, "1,500%"],
  [0, 0, "0%"],
])("%s of %s are %s", (part, all, text) => {
  expect(percent(part, all)).toBe(text);
});

describe("the recordings of a session", () => {
  const ready = { state: "ready", analysis: "ready" };
  test.each([
    [[], "None"],
    [[ready], "Ready"],
    [[ready, { state: "ready", analysis: "pending" }], "Pending"],
    [[ready, { state: "ready", analysis: "unsupported" }], "Unsupported"],
    [[ready, { state: "failed" }], "Failed"],
    [[{ ...ready, analysisDetail: "The file ends at 2:10" }], "Damaged"],
  ])("%j are %s", (recordings, state) => {
    expect(stateOfAll(recordings as Recording[])).toBe(state);
  });
});
