import type { SessionProperties, SessionsListRequest, SessionWire } from "syllable-contract";
import { beforeAll, describe, expect, test } from "vitest";
import type { StoreLocation } from "./store-location.js";
import { idsOf, query, record, withStore } from "./with-store.suite.js";

/** By id. */
const sessions: [number, Partial<SessionWire>][] = [
  [1, { timestamp: "2026-01-01T00:00:00Z" }],
  [2, { timestamp: "2026-01-02T00:00:00.000001Z", source: "+12025550142", duration: 43.5 }],
  [3, { timestamp: "2026-01-03T00:00:00+01:00", target: "(206) 555-0166", duration: 0 }],
  [4, { timestamp: "2026-01-04T00:00:00Z" }],
  [5, { timestamp: "2026-01-04T00:00:00Z", source: "" }],
  [
    6,
    {
      timestamp: "2026-01-05T00:00:00Z",
      prompt_name: "DİYARBAKIR ＡＢＣ ﬁnale\u0301",
      duration: 600,
    },
  ],
];

/** Filters that fold texts, compare phone numbers or have ranges. */
export function sessionFiltersSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("a list of sessions", () => {
    const store = withStore(newLocation);
    beforeAll(async () => {
      await store().sessions.put(
        1,
        sessions.map(([id, fields]) => record(id, fields)),
      );
    });
    const filtered = async (...pairs: [SessionProperties, string][]) => {
      const page = await store().sessions.list(
        1,
        query({
          searchFields: pairs.map(([property]) => property),
          searchFieldValues: pairs.map(([, value]) => value),
          orderBy: "session_id",
          orderByDirection: "asc",
        } as Partial<SessionsListRequest>),
      );
      expect(page.total).toBe(idsOf(page).length);
      return idsOf(page);
    };

    test.each<[SessionProperties, string, number[]]>([
      ["prompt_name", "diyarbakır", [6]],
      ["prompt_name", "diyarbakir", [6]],
      ["prompt_name", "Dıyarbakİr abc", [6]],
      ["prompt_name", "FINALÉ", [6]],
      ["prompt_name", "finale", []],
      ["source", "+1 (202) 555-0142", [2]],
      ["source", " 12025550142", [2]],
      ["source", "202.555", [2]],
      ["source", "2025550143", []],
      ["target", "2065550166", [3]],
      ["target", "206-555.0166", [3]],
      ["target", "60", []],
      ["target", "65", [3]],
      ["target", "5", [3]],
      ["target", "(206) 555-0166 x", []],
      ["target", "5-0", [3]],
      ["duration", ">=43.5", [2, 6]],
      ["duration", ">43.5", [6]],
      ["duration", "<43.5", [3]],
      ["duration", "<=43.5", [2, 3]],
      ["duration", "0..43.5", [2, 3]],
      ["duration", "43.6..", [6]],
      ["duration", "..600", [2, 3, 6]],
      ["duration", "..-1", []],
      ["duration", "600..0", []],
      ["duration", ">=-1e999", [2, 3, 6]],
      ["duration", "<1e999", [2, 3, 6]],
      ["timestamp", ">=2026-01-04", [4, 5, 6]],
      ["timestamp", ">2026-01-04", [6]],
      ["timestamp", "<2026-01-02", [1]],
      ["timestamp", "<=2026-01-02T00:00:00.000001Z", [1, 2]],
      ["timestamp", "2026-01-02..2026-01-04", [2, 3, 4, 5]],
      ["timestamp", "..2026-01-01", [1]],
    ])("by %s %j", async (property, value, expected) => {
      expect(await filtered([property, value])).toEqual(expected);
    });

    test("by several ranges has the sessions that are in all of them", async () => {
      expect(await filtered(["duration", ">0"], ["duration", "<600"])).toEqual([2]);
      expect(await filtered(["duration", ">=0"], ["duration", ">0"])).toEqual([2, 6]);
      expect(await filtered(["duration", "0..600"], ["duration", "43.5"])).toEqual([2]);
      expect(await filtered(["duration", ">600"], ["duration", "<=600"])).toEqual([]);
      expect(await filtered(["duration", "<=600"], ["timestamp", "<2026-01-03"])).toEqual([2, 3]);
    });
  });
}
