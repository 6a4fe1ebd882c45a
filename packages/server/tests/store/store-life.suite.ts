import { expect, test } from "vitest";
import type { StorePlace } from "./store.suite.js";
import { idsOf, query, record } from "./with-store.suite.js";

export function storeLifeSuite(newPlace: () => Promise<StorePlace>): void {
  test("what is kept is there when the store is opened again", async () => {
    const place = await newPlace();
    const before = await place.open();
    const { id: organisation } = await before.keys.organisation("acme");
    const secret = await before.secret("tokens");
    await before.keys.add({ organisation, name: "k", scope: "read" }, "hash");
    await before.sessions.put(organisation, [record(1, { agent_name: "Desk" }), record(2)]);
    await before.close();

    const after = await place.open();
    await after.ping();
    expect(await after.keys.organisation("acme")).toEqual({ id: organisation, name: "acme" });
    expect(await after.keys.find("hash")).toMatchObject({ organisation, scope: "read" });
    expect((await after.secret("tokens")).equals(secret)).toBe(true);
    const page = await after.sessions.list(organisation, query());
    expect([idsOf(page), page.total]).toEqual([[2, 1], 2]);
    await after.close();
    await place.remove();
  });

  test("two that have one place open see what the other keeps", async () => {
    const place = await newPlace();
    const [one, other] = [await place.open(), await place.open()];
    await one.sessions.put(1, [record(1)]);
    await other.sessions.put(1, [record(2)]);
    expect((await one.sessions.list(1, query())).total).toBe(2);
    expect((await one.secret("s")).equals(await other.secret("s"))).toBe(true);
    await one.close();
    await other.close();
    await place.remove();
  });

  test("a secret stays the same, is 32 bytes long, and differs from others", async () => {
    const place = await newPlace();
    const store = await place.open();
    const secret = await store.secret("one");
    expect(secret).toHaveLength(32);
    expect((await store.secret("one")).equals(secret)).toBe(true);
    expect((await store.secret("other")).equals(secret)).toBe(false);
    await store.close();
    await place.remove();
  });

  test("a closed store is not ready", async () => {
    const place = await newPlace();
    const store = await place.open();
    await store.ping();
    await store.close();
    await expect(store.ping()).rejects.toThrow();
    await place.remove();
  });
}
