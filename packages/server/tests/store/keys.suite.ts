import { describe, expect, test } from "vitest";
import type { StoreLocation } from "./store-location.js";
import { withStore } from "./with-store.suite.js";

export function keysSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("keys", () => {
    const store = withStore(newLocation);

    test("adds the first key once, and only if there is no other key", async () => {
      const { keys } = store();
      const hashes = ["first-1", "first-2", "first-3"];
      const added = await Promise.all(
        hashes.map((hash) => keys.addFirst("owner", { name: "first", scope: "admin" }, hash)),
      );
      expect(added.filter((isAdded) => isAdded)).toHaveLength(1);
      const listed = await keys.list();
      expect(listed).toMatchObject([{ organisationName: "owner", name: "first", scope: "admin" }]);
      expect(await keys.find(hashes[added.indexOf(true)]!)).toMatchObject({ id: listed[0]!.id });
      expect(await keys.addFirst("other", { name: "x", scope: "read" }, "first-4")).toBe(false);
    });

    test("creates an organisation once", async () => {
      const { keys } = store();
      const acme = await keys.ensureOrganisation("acme");
      const other = await keys.ensureOrganisation("Ünlü & Co");
      expect(await keys.ensureOrganisation("acme")).toEqual(acme);
      expect(other.id).not.toBe(acme.id);
      expect(await keys.listOrganisations()).toEqual(expect.arrayContaining([acme, other]));
    });

    test("finds a key by its hash, until it is revoked", async () => {
      const { keys } = store();
      const { id: organisation } = await keys.ensureOrganisation("acme");
      const key = await keys.add({ organisation, name: "ci", scope: "write" }, "hash-1");
      expect(key).toEqual({ id: expect.any(Number), organisation, name: "ci", scope: "write" });
      expect(await keys.find("hash-1")).toEqual(key);
      expect(await keys.find("hash-2")).toBeUndefined();
      expect(await keys.revoke(key.id)).toBe(true);
      expect(await keys.find("hash-1")).toBeUndefined();
      expect(await keys.revoke(key.id)).toBe(false);
    });

    test("returns false when revoking a key that does not exist", async () => {
      expect(await store().keys.revoke(12_345)).toBe(false);
    });

    test("lists valid and revoked keys with their organisations", async () => {
      const { keys } = store();
      const before = Date.now();
      const { id: organisation } = await keys.ensureOrganisation("listed");
      const valid = await keys.add({ organisation, name: "a", scope: "read" }, "hash-3");
      const revoked = await keys.add({ organisation, name: "b", scope: "admin" }, "hash-4");
      await keys.revoke(revoked.id);
      const listed = (await keys.list()).filter((key) => key.organisationName === "listed");
      expect(listed).toMatchObject([
        { ...valid, revokedAt: null },
        { ...revoked, revokedAt: expect.any(Number) },
      ]);
      for (const { createdAt } of listed) expect(createdAt).toBeGreaterThanOrEqual(before);
    });

    test("lists and revokes keys of one organisation", async () => {
      const { keys } = store();
      const { id: ours } = await keys.ensureOrganisation("ours");
      const { id: theirs } = await keys.ensureOrganisation("theirs");
      const our = await keys.add({ organisation: ours, name: "a", scope: "read" }, "hash-6");
      const their = await keys.add({ organisation: theirs, name: "b", scope: "read" }, "hash-7");
      expect((await keys.list(ours)).map(({ id }) => id)).toEqual([our.id]);
      expect(await keys.revoke(their.id, ours)).toBe(false);
      expect(await keys.find("hash-7")).toEqual(their);
      expect(await keys.revoke(their.id, theirs)).toBe(true);
      expect(await keys.find("hash-7")).toBeUndefined();
    });

    test("stores uses of a key that are at least a minute apart", async () => {
      const { keys } = store();
      const { id: organisation } = await keys.ensureOrganisation("used");
      const { id } = await keys.add({ organisation, name: "a", scope: "read" }, "hash-8");
      const lastUse = async () => (await keys.list(organisation))[0]!.lastUsedAt;
      expect(await lastUse()).toBeNull();
      for (const [at, stored] of [
        [1_000_000, 1_000_000],
        [1_059_999, 1_000_000],
        [1_060_000, 1_060_000],
        [1_000_000, 1_060_000],
      ] as const) {
        await keys.recordUse(id, at);
        expect(await lastUse()).toBe(stored);
      }
    });

    test("rejects a hash that is in use", async () => {
      const { keys } = store();
      const key = { organisation: (await keys.ensureOrganisation("acme")).id, name: "x" };
      await keys.add({ ...key, scope: "read" }, "hash-5");
      await expect(keys.add({ ...key, scope: "admin" }, "hash-5")).rejects.toThrow();
    });
  });
}
