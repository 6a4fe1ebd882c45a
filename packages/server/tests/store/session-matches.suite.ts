import type { SessionWire } from "syllable-contract";
import { describe, expect, test } from "vitest";
import type { MatchOutcome } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { record, withStore } from "./with-store.suite.js";

export function sessionMatchesSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("sessions that are matched by a property", () => {
    const store = withStore(newLocation);
    let nextId = 1_000;

    /** A line with a SID: its own id, or none, and other fields. */
    type Given = [sid: string | undefined, id?: number, fields?: Partial<SessionWire>];
    const shownOf = (outcome: MatchOutcome) =>
      "id" in outcome ? `${outcome.outcome} ${outcome.id}` : `${outcome.lowest}-${outcome.highest}`;
    const putMatching = async (organisation: number, ...given: Given[]) => {
      const records = given.map(([sid, id, fields]) => ({
        record: record(id ?? nextId++, { ...(sid && { channel_manager_sid: sid }), ...fields }),
        hasId: id !== undefined,
      }));
      const { sessions } = store();
      return (await sessions.putMatching(organisation, "channel_manager_sid", records)).map(
        shownOf,
      );
    };
    const get = async (organisation: number, id: number) =>
      JSON.parse((await store().sessions.get(organisation, id))!);

    test("are created, then replaced, also by the same batch", async () => {
      nextId = 1_000;
      expect(await putMatching(1, ["A"], ["B"], ["A", undefined, { source: "last" }])).toEqual([
        "created 1000",
        "created 1001",
        "replaced 1000",
      ]);
      expect(await get(1, 1_000)).toMatchObject({ session_id: "1000", source: "last" });
      expect(await putMatching(1, ["B", undefined, { source: "$&" }])).toEqual(["replaced 1001"]);
      expect(await get(1, 1_001)).toMatchObject({ session_id: "1001", source: "$&" });
    });

    test("belong to one organisation, and values match exactly", async () => {
      nextId = 2_000;
      const long = "x".repeat(600);
      await store().sessions.put(2, [record(1, { channel_manager_sid: "A" })]);
      expect(await putMatching(2, ["a"], ["A"], [long], [`${long}y`], [long])).toEqual([
        "created 2000",
        "replaced 1",
        "created 2002",
        "created 2003",
        "replaced 2002",
      ]);
    });

    test("are not stored if several sessions have the value", async () => {
      const records = [1, 2, 3].map((id) => record(id, { channel_manager_sid: "S" }));
      await store().sessions.put(3, records);
      expect(await putMatching(3, ["S"], ["S", 2], ["S", 4])).toEqual(["1-3", "replaced 2", "1-3"]);
      expect(await store().sessions.has(3, 4)).toBe(false);
    });

    test("with an id keep it, unless another session has their value", async () => {
      nextId = 3_000;
      expect(await putMatching(4, ["A", 1], ["A", 2], [undefined, 3], ["A"])).toEqual([
        "created 1",
        "1-1",
        "created 3",
        "replaced 1",
      ]);
      // Session 1 gets another value, so that the next one with its old value is new.
      expect(await putMatching(4, ["Z", 1], ["A"], ["Z"])).toEqual([
        "replaced 1",
        "created 3001",
        "replaced 1",
      ]);
    });

    test("are created once by concurrent batches", async () => {
      nextId = 4_000;
      const sids = Array.from({ length: 20 }, (_, index): Given => [`C${index}`]);
      const all = await Promise.all(Array.from({ length: 5 }, () => putMatching(5, ...sids)));
      const ids = all.map((outcomes) => outcomes.map((outcome) => outcome.split(" ")[1]));
      for (const other of ids) expect(other).toEqual(ids[0]);
      expect(all.flat().filter((outcome) => outcome.startsWith("created"))).toHaveLength(20);
    });
  });
}
