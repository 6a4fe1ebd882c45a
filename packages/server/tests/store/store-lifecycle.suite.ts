import { expect, test } from "vitest";
import type { StoreLocation } from "./store-location.js";
import { idsOf, query, record } from "./with-store.suite.js";

export function storeLifeSuite(newLocation: () => Promise<StoreLocation>): void {
  test("a store that is opened again has its data", async () => {
    const location = await newLocation();
    const before = await location.open();
    const { id: organisation } = await before.keys.ensureOrganisation("acme");
    const secret = await before.getSecret("tokens");
    await before.keys.add({ organisation, name: "k", scope: "read" }, "hash");
    await before.sessions.put(organisation, [record(1, { agent_name: "Desk" }), record(2)]);
    await before.close();

    const after = await location.open();
    await after.ping();
    expect(await after.keys.ensureOrganisation("acme")).toEqual({ id: organisation, name: "acme" });
    expect(await after.keys.find("hash")).toMatchObject({ organisation, scope: "read" });
    expect((await after.getSecret("tokens")).equals(secret)).toBe(true);
    const page = await after.sessions.list(organisation, query());
    expect([idsOf(page), page.total]).toEqual([[2, 1], 2]);
    await after.close();
    await location.remove();
  });

  test("two stores that are open at the same time see each other's writes", async () => {
    const location = await newLocation();
    const [one, other] = [await location.open(), await location.open()];
    await one.sessions.put(1, [record(1)]);
    await other.sessions.put(1, [record(2)]);
    expect((await one.sessions.list(1, query())).total).toBe(2);
    expect((await one.getSecret("s")).equals(await other.getSecret("s"))).toBe(true);
    await one.close();
    await other.close();
    await location.remove();
  });

  test("a secret has 32 bytes, never changes, and differs from other secrets", async () => {
    const location = await newLocation();
    const store = await location.open();
    const secret = await store.getSecret("one");
    expect(secret).toHaveLength(32);
    expect((await store.getSecret("one")).equals(secret)).toBe(true);
    expect((await store.getSecret("other")).equals(secret)).toBe(false);
    await store.close();
    await location.remove();
  });

  test("ping rejects once the store is closed", async () => {
    const location = await newLocation();
    const store = await location.open();
    await store.ping();
    await store.close();
    await expect(store.ping()).rejects.toThrow();
    await location.remove();
  });
}
