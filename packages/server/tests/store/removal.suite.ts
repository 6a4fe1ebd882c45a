import { describe, expect, test } from "vitest";
import type { Store } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { idsOf, query, record } from "./with-store.suite.js";

const ROUNDS = 40;

/** Two stores of one location, such as two processes. */
async function openTwo(newLocation: () => Promise<StoreLocation>) {
  const location = await newLocation();
  const stores = [await location.open(), await location.open()] as const;
  return {
    stores,
    async remove() {
      for (const store of stores) await store.close();
      await location.remove();
    },
  };
}

const find = async (store: Store, source: string) => {
  const filters = { searchFields: ["source" as never], searchFieldValues: [source] };
  const page = await store.sessions.list(1, query(filters));
  return [idsOf(page).sort((one, other) => one - other), page.total];
};

export function removalSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("a value that no session uses any more", () => {
    test("is found again once another process stores it again", async () => {
      const { stores, remove } = await openTwo(newLocation);
      const [one, other] = stores;
      for (const [round, value] of ["+12025550101", "+12025550102"].entries()) {
        await one.sessions.put(1, [record(round, { source: value, agent_name: value })]);
        await other.sessions.put(1, [record(10 + round, { source: value, agent_name: value })]);
        await one.sessions.delete(1, round);
        await one.sessions.delete(1, 10 + round);
        // A new value must not be taken for the one that the other process remembers.
        await one.sessions.put(1, [record(20 + round, { source: `new ${round}` })]);
        await other.sessions.put(1, [record(30 + round, { source: value, agent_name: value })]);
        expect(await find(one, value)).toEqual([[30 + round], 1]);
        expect(await find(other, `new ${round}`)).toEqual([[20 + round], 1]);
        const byAgent = { searchFields: ["agent_name" as never], searchFieldValues: [value] };
        expect((await one.sessions.list(1, query(byAgent))).total).toBe(1);
      }
      await remove();
    });

    test("stays if a session that uses it is stored while its last one is deleted", async () => {
      const { stores, remove } = await openTwo(newLocation);
      const [one, other] = stores;
      const source = "+12025550103";
      const fields = { source, target: source, agent_name: source };
      await one.sessions.put(1, [record(0, fields)]);
      for (let round = 1; round <= ROUNDS; round++) {
        const [deleted] = await Promise.all([
          one.sessions.delete(1, round - 1),
          other.sessions.put(1, [record(round, fields)]),
          one.sessions.put(1, [record(1_000, { source: round % 2 ? source : "else" })]),
        ]);
        expect(deleted).toBe(true);
        const expected = round % 2 ? [round, 1_000] : [round];
        expect(await find(other, source)).toEqual([expected, expected.length]);
      }
      await remove();
    });

    test("is removed if its session is replaced, and if a create fails", async () => {
      const location = await newLocation();
      const store = await location.open();
      await store.sessions.put(1, [record(1, { source: "first", prompt_name: "first" })]);
      await store.sessions.put(1, [record(1, { source: "second", prompt_name: "second" })]);
      expect(await store.sessions.create(1, record(1, { source: "third" }))).toBe(false);
      expect(await find(store, "first")).toEqual([[], 0]);
      expect(await find(store, "third")).toEqual([[], 0]);
      expect(await find(store, "second")).toEqual([[1], 1]);
      await store.sessions.put(1, [record(2, { source: "first" }), record(3, { source: "third" })]);
      expect(await find(store, "first")).toEqual([[2], 1]);
      expect(await find(store, "third")).toEqual([[3], 1]);
      await store.close();
      await location.remove();
    });
  });
}
