import type { SessionProperties, SessionsListRequest, SessionWire } from "syllable-contract";
import { beforeAll, describe, expect, test } from "vitest";
import type { StoreLocation } from "./store-location.js";
import { idsOf, query, record, withStore } from "./with-store.suite.js";

const ORGANISATION = 1;

/** By id: 1 has no property at all, 4 and 5 began at the same moment. */
const sessions: [number, Partial<SessionWire>][] = [
  [1, { timestamp: "2026-01-01T00:00:00Z" }],
  [
    2,
    {
      timestamp: "2026-01-02T00:00:00.000001Z",
      agent_name: "Zoë's Éclairs",
      agent_id: "7",
      agent_type: "voice",
      conversation_id: "c-1",
      channel_manager_service: "twilio",
      channel_manager_type: "voice",
      channel_manager_sid: "CA1",
      prompt_id: "41",
      prompt_name: "Desk 50% off_",
      source: "+12025550142",
      target: "info@example.com",
      duration: 43.5,
      is_outbound: true,
      is_legacy: false,
    },
  ],
  [
    3,
    {
      timestamp: "2026-01-03T00:00:00+01:00",
      agent_name: "zebra",
      duration: 0,
      is_test: true,
      target: "(206) 555-0166",
    },
  ],
  [4, { timestamp: "2026-01-04T00:00:00Z", agent_name: "ΟΔΟΣ Άλφα", is_outbound: false }],
  [5, { timestamp: "2026-01-04T00:00:00Z", agent_name: "STRASSE 🚀", source: "", is_legacy: true }],
  [
    6,
    {
      timestamp: "2026-01-05T00:00:00Z",
      agent_name: "Zebra",
      duration: 600,
      agent_id: "a7",
    },
  ],
];

export function sessionListSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("a list", () => {
    const store = withStore(newLocation);
    beforeAll(async () => {
      const records = sessions.map(([id, fields]) => record(id, fields));
      await store().sessions.put(ORGANISATION, records);
      await store().sessions.put(2, [record(2), record(77)]);
    });
    const list = async (request: Partial<SessionsListRequest> = {}) => {
      const page = await store().sessions.list(ORGANISATION, query(request));
      return { ids: idsOf(page), total: page.total };
    };
    const filtered = async (...pairs: [SessionProperties, string][]) => {
      const { ids, total } = await list({
        searchFields: pairs.map(([property]) => property),
        searchFieldValues: pairs.map(([, value]) => value),
        orderBy: "session_id",
        orderByDirection: "asc",
      });
      expect(total).toBe(ids.length);
      return ids;
    };

    test("comes newest first, ties by id downwards", async () => {
      expect(await list()).toEqual({ ids: [6, 5, 4, 3, 2, 1], total: 6 });
    });

    test.each<[SessionProperties, string, number[]]>([
      ["agent_name", "ZOË", [2]],
      ["agent_name", "éclairs", [2]],
      ["agent_name", "e\u0301clairs", [2]],
      ["agent_name", "eclairs", []],
      ["agent_name", "ZEBRA", [3, 6]],
      ["agent_name", "οδοσ", [4]],
      ["agent_name", "ΟΔΟΣ", [4]],
      ["agent_name", "ΔΟΣ ΆΛΦΑ", [4]],
      ["agent_name", "straße", [5]],
      ["agent_name", "🚀", [5]],
      ["agent_name", "z", [2, 3, 6]],
      ["agent_name", "", [2, 3, 4, 5, 6]],
      ["prompt_name", "50% OFF_", [2]],
      ["prompt_name", "5_%", []],
      ["prompt_name", "%", [2]],
      ["source", "5550142", [2]],
      ["source", "", [2, 5]],
      ["source", "5550142\0", []],
      ["target", "INFO@EXAMPLE", [2]],
      ["target", "\0info", []],
      ["agent_name", "zebra\0", []],
      ["agent_id", "7\0", []],
      ["agent_id", "7", [2]],
      ["agent_id", "A7", []],
      ["agent_type", "voice", [2]],
      ["agent_type", "Voice", []],
      ["conversation_id", "c-1", [2]],
      ["conversation_id", "c", []],
      ["channel_manager_service", "twilio", [2]],
      ["channel_manager_type", "voice", [2]],
      ["channel_manager_sid", "CA1", [2]],
      ["prompt_id", "41", [2]],
      ["prompt_id", "4", []],
      ["session_id", "3", [3]],
      ["session_id", "77", []],
      ["duration", "43.5", [2]],
      ["duration", "43.50", [2]],
      ["duration", "0", [3]],
      ["duration", "43", []],
      ["is_outbound", "true", [2]],
      ["is_outbound", "false", [4]],
      ["is_legacy", "true", [5]],
      ["timestamp", "2026-01-04", [4, 5]],
      ["timestamp", "2026-01-02T00:00:00.000001Z", [2]],
      ["timestamp", "2026-01-02", []],
      ["is_test", "true", [1, 2, 3, 4, 5, 6]],
      ["is_test", "only", [3]],
      ["is_test", "false", [1, 2, 4, 5, 6]],
    ])("by %s %j", async (property, value, expected) => {
      expect(await filtered([property, value])).toEqual(expected);
    });

    test("by several filters has what all of them match", async () => {
      expect(await filtered(["agent_name", "zebra"], ["duration", "600"])).toEqual([6]);
      expect(await filtered(["agent_name", "zebra"], ["is_test", "only"])).toEqual([3]);
      expect(await filtered(["agent_name", "zeb"], ["agent_name", "bra"])).toEqual([3, 6]);
      expect(await filtered(["agent_id", "7"], ["agent_id", "a7"])).toEqual([]);
      expect(await filtered(["is_test", "only"], ["is_test", "false"])).toEqual([]);
    });

    test.each<[string | undefined, string | undefined, number[]]>([
      ["2026-01-04", undefined, [6, 5, 4]],
      [undefined, "2026-01-04", [3, 2, 1]],
      ["2026-01-02T00:00:00.000001Z", "2026-01-04T00:00:00Z", [3, 2]],
      ["2026-01-02T00:00:00.000002Z", "2026-01-04T00:00:00.000001Z", [5, 4, 3]],
      ["2026-01-02T23:00:00Z", "2026-01-02T23:00:00.000001Z", [3]],
      ["2026-01-05", "2026-01-01", []],
      ["1600-01-01", "9999-12-31", [6, 5, 4, 3, 2, 1]],
    ])("from %s until %s", async (startDatetime, endDatetime, expected) => {
      const { ids, total } = await list({ startDatetime, endDatetime });
      expect([ids, total]).toEqual([expected, expected.length]);
    });

    // Absent values count as the least; text goes by code point; ties by id downwards.
    test.each<[SessionProperties, number[], number[]]>([
      ["timestamp", [1, 2, 3, 5, 4, 6], [6, 5, 4, 3, 2, 1]],
      ["session_id", [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]],
      ["agent_name", [1, 5, 6, 2, 3, 4], [4, 3, 2, 6, 5, 1]],
      ["agent_id", [5, 4, 3, 1, 2, 6], [6, 2, 5, 4, 3, 1]],
      ["source", [6, 4, 3, 1, 5, 2], [2, 5, 6, 4, 3, 1]],
      ["duration", [5, 4, 1, 3, 2, 6], [6, 2, 3, 5, 4, 1]],
      ["is_outbound", [6, 5, 3, 1, 4, 2], [2, 4, 6, 5, 3, 1]],
      ["is_legacy", [6, 4, 3, 1, 2, 5], [5, 2, 6, 4, 3, 1]],
      ["is_test", [6, 5, 4, 2, 1, 3], [3, 6, 5, 4, 2, 1]],
    ])("sorted by %s", async (orderBy, ascending, descending) => {
      expect((await list({ orderBy, orderByDirection: "asc" })).ids).toEqual(ascending);
      expect((await list({ orderBy, orderByDirection: "desc" })).ids).toEqual(descending);
    });

    test.each<[string, "asc" | "desc", number[]]>([
      ["false", "desc", [6, 5, 4, 2, 1]],
      ["false", "asc", [1, 2, 5, 4, 6]],
      ["only", "desc", [3]],
      ["only", "asc", [3]],
    ])("with is_test %s by time, %s", async (tests, orderByDirection, ids) => {
      const filter = { searchFields: ["is_test" as const], searchFieldValues: [tests] };
      for (const [page, limit] of [
        [0, 10],
        [0, 2],
        [1, 2],
        [2, 2],
        [9, 2],
        [0, 0],
      ] as const) {
        const expected = ids.slice(page * limit, (page + 1) * limit);
        const asked = { ...filter, orderByDirection, page, limit };
        expect(await list(asked)).toEqual({ ids: expected, total: ids.length });
      }
    });

    test.each<[number, number, number[]]>([
      [0, 4, [6, 5, 4, 3]],
      [1, 4, [2, 1]],
      [2, 4, []],
      [1, 6, []],
      [0, 0, []],
      [3, 0, []],
      [5, 1, [1]],
      [Number.MAX_SAFE_INTEGER, 10_000, []],
    ])("page %i of %i, with the whole total", async (page, limit, ids) => {
      expect(await list({ page, limit })).toEqual({ ids, total: 6 });
    });

    test.each<Partial<SessionsListRequest>>([
      { searchFields: ["is_test"], searchFieldValues: ["false"] },
      { searchFields: ["session_id"], searchFieldValues: ["5"] },
      { searchFields: ["is_test"], searchFieldValues: ["only"], orderBy: "agent_name" },
    ] as Partial<SessionsListRequest>[])(
      "a page beyond all numbers of %j is empty",
      async (asked) => {
        const { total } = await list(asked);
        for (const page of [2 ** 50, Number.MAX_SAFE_INTEGER]) {
          expect(await list({ ...asked, page, limit: 10_000 })).toEqual({ ids: [], total });
        }
      },
    );
  });

  test("a list of an empty store is empty", async () => {
    const place = await newLocation();
    const store = await place.open();
    for (const request of [{}, { startDatetime: "2026-01-01" }]) {
      const page = await store.sessions.list(1, query(request));
      expect([page.items.length, page.total]).toEqual([0, 0]);
    }
    await store.close();
    await place.remove();
  });
}
