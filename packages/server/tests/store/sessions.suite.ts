import { describe, expect, test } from "vitest";
import type { StoreLocation } from "./store-location.js";
import { idsOf, query, record, withStore } from "./with-store.suite.js";

const TEXTS = ["conversation_id", "channel_manager_sid", "source", "agent_name"] as const;

export function sessionsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("a session", () => {
    const store = withStore(newLocation);
    const totalOf = async (organisation: number) =>
      (await store().sessions.list(organisation, query())).total;

    test("is returned unchanged", async () => {
      const stored = record(11, {
        agent_name: "Ärzte 🩺",
        source: 'a "quoted" \\ one',
        duration: 1.5,
      });
      expect(await store().sessions.put(1, [stored])).toEqual(["created"]);
      expect(await store().sessions.get(1, 11)).toBe(stored.json);
      expect(await store().sessions.has(1, 11)).toBe(true);
    });

    test("is returned with others in the requested order, without those that do not exist", async () => {
      const records = [21, 22, 23].map((id) => record(id, { agent_name: `Desk ${id} 🩺` }));
      await store().sessions.put(1, records);
      const [first, second, third] = records.map(({ json }) => json);
      const read = await store().sessions.getMany(1, [23, 999, 21, 22]);
      expect(read.toString()).toBe([third, first, second].join());
      expect((await store().sessions.getMany(1, [])).length).toBe(0);
      expect((await store().sessions.getMany(9, [21])).length).toBe(0);
    });

    test("is undefined if it does not exist", async () => {
      expect(await store().sessions.get(1, 999)).toBeUndefined();
      expect(await store().sessions.has(1, 999)).toBe(false);
    });

    test("is replaced completely by the next session with its id", async () => {
      await store().sessions.put(2, [record(12, { agent_name: "Old", is_test: true })]);
      const next = record(12, { source: "new" });
      expect(await store().sessions.put(2, [next])).toEqual(["replaced"]);
      expect(await store().sessions.get(2, 12)).toBe(next.json);
      const byOldName = query({ searchFields: ["agent_name"], searchFieldValues: ["old"] });
      expect((await store().sessions.list(2, byOldName)).total).toBe(0);
      expect(await totalOf(2)).toBe(1);
    });

    test("is created or replaced with others, and the last one with its id wins", async () => {
      const batch = [record(1, { source: "a" }), record(2), record(1, { source: "b" })];
      expect(await store().sessions.put(3, batch)).toEqual(["created", "created", "replaced"]);
      expect(await store().sessions.get(3, 1)).toContain('"b"');
      expect(await totalOf(3)).toBe(2);
    });

    test("is not stored if another one in the same put fails", async () => {
      const broken = { ...record(2), json: undefined as unknown as string };
      await expect(store().sessions.put(4, [record(1), broken])).rejects.toThrow();
      expect(await store().sessions.has(4, 1)).toBe(false);
      expect(await totalOf(4)).toBe(0);
    });

    test.each([
      ["an unpaired surrogate", "a\ud83d"],
      ["ten thousand characters", "é".repeat(10_000)],
      ["ten thousand characters with another end", `${"é".repeat(9_999)}e`],
    ])("is found by a text with %s", async (_, text) => {
      for (const property of TEXTS) {
        const id = TEXTS.indexOf(property) + 100;
        const stored = record(id, { [property]: text });
        await store().sessions.put(60, [stored, record(200), record(201, { [property]: "b" })]);
        expect(await store().sessions.get(60, id)).toBe(stored.json);
        const byText = query({ searchFields: [property], searchFieldValues: [text] });
        const byProperty = { ...query(), orderBy: property, descending: true };
        expect(idsOf(await store().sessions.list(60, byText))).toEqual([id]);
        const order = text < "b" ? [201, id] : [id, 201];
        expect(idsOf(await store().sessions.list(60, byProperty)).slice(0, 2)).toEqual(order);
        await store().sessions.delete(60, id);
      }
    });

    test("an empty put does nothing", async () => {
      expect(await store().sessions.put(4, [])).toEqual([]);
    });

    test("is created only if its id is not in use", async () => {
      expect(await store().sessions.create(5, record(1, { source: "first" }))).toBe(true);
      expect(await store().sessions.create(5, record(1, { source: "second" }))).toBe(false);
      expect(await store().sessions.get(5, 1)).toContain("first");
      expect(await totalOf(5)).toBe(1);
    });

    test("no longer exists once it is deleted", async () => {
      await store().sessions.put(6, [record(1), record(2, { is_test: true })]);
      expect(await store().sessions.delete(6, 2)).toBe(true);
      expect(await store().sessions.delete(6, 2)).toBe(false);
      expect(await store().sessions.get(6, 2)).toBeUndefined();
      const page = await store().sessions.list(6, query());
      expect([idsOf(page), page.total]).toEqual([[1], 1]);
    });

    test("belongs to one organisation, and another may use the same id", async () => {
      await store().sessions.put(7, [record(1, { source: "seven" })]);
      await store().sessions.put(8, [record(1, { source: "eight" })]);
      expect(await store().sessions.get(7, 1)).toContain("seven");
      expect(await store().sessions.delete(8, 1)).toBe(true);
      expect(await store().sessions.has(7, 1)).toBe(true);
      expect([await totalOf(7), await totalOf(8)]).toEqual([1, 0]);
    });

    test.each([0, 2 ** 53 - 1])("may have the id %i", async (id) => {
      await store().sessions.put(9, [record(id)]);
      expect(await store().sessions.get(9, id)).toContain(`"session_id":"${id}"`);
      const byId = query({ searchFields: ["session_id"], searchFieldValues: [String(id)] });
      expect(idsOf(await store().sessions.list(9, byId))).toEqual([id]);
    });
  });
}
