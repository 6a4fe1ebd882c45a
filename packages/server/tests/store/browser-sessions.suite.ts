import { beforeAll, describe, expect, test } from "vitest";
import type { ApiKey } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { withStore } from "./with-store.suite.js";

export function browserSessionsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("browser sessions", () => {
    const store = withStore(newLocation);
    let key: ApiKey;
    beforeAll(async () => {
      const { keys } = store();
      const { id: organisation } = await keys.ensureOrganisation("acme");
      key = await keys.add({ organisation, name: "ana", scope: "write" }, "key");
    });

    test("are found with their key until they expire", async () => {
      const { browserSessions } = store();
      await browserSessions.start({ hash: "a", expiresAt: 2_000 }, key.id, 1_000);
      const session = { key, organisationName: "acme", startedAt: 1_000, expiresAt: 2_000 };
      expect(await browserSessions.find("a", 1_000)).toEqual(session);
      expect(await browserSessions.find("a", 1_999)).toEqual(session);
      expect(await browserSessions.find("a", 2_000)).toBeUndefined();
      expect(await browserSessions.find("b", 1_000)).toBeUndefined();
    });

    test("expire later when they are extended, and never earlier", async () => {
      const { browserSessions } = store();
      await browserSessions.start({ hash: "c", expiresAt: 2_000 }, key.id, 1_000);
      await browserSessions.extend({ hash: "c", expiresAt: 3_000 });
      await browserSessions.extend({ hash: "c", expiresAt: 2_500 });
      expect(await browserSessions.find("c", 2_900)).toMatchObject({ expiresAt: 3_000 });
      await browserSessions.extend({ hash: "unknown", expiresAt: 3_000 });
      expect(await browserSessions.find("unknown", 1_000)).toBeUndefined();
    });

    test("end alone", async () => {
      const { browserSessions } = store();
      for (const hash of ["d", "e"]) {
        await browserSessions.start({ hash, expiresAt: 9_000 }, key.id, 1_000);
      }
      await browserSessions.end("d");
      await browserSessions.end("d");
      expect(await browserSessions.find("d", 1_000)).toBeUndefined();
      expect(await browserSessions.find("e", 1_000)).toBeDefined();
    });

    test("that have expired are deleted when another one starts", async () => {
      const { browserSessions } = store();
      await browserSessions.start({ hash: "f", expiresAt: 5_000 }, key.id, 1_000);
      await browserSessions.start({ hash: "g", expiresAt: 9_000 }, key.id, 5_000);
      expect(await browserSessions.find("f", 1_000)).toBeUndefined();
      expect(await browserSessions.find("g", 5_000)).toBeDefined();
    });

    test("end when their key is revoked, as do its links", async () => {
      const { keys, browserSessions } = store();
      const { organisation } = key;
      const revoked = await keys.add({ organisation, name: "ben", scope: "read" }, "revoked");
      await browserSessions.start({ hash: "h", expiresAt: 9_000 }, revoked.id, 1_000);
      await browserSessions.addLink({ hash: "link-h", expiresAt: 9_000 }, revoked.id, 1_000);
      expect(await browserSessions.find("h", 1_000)).toBeDefined();
      await keys.revoke(revoked.id);
      expect(await browserSessions.find("h", 1_000)).toBeUndefined();
      const session = { hash: "i", expiresAt: 9_000 };
      expect(await browserSessions.startWithLink(session, "link-h", 1_000)).toBe(false);
      expect(await browserSessions.find("i", 1_000)).toBeUndefined();
    });

    test("start with a link once, and not after it has expired", async () => {
      const { browserSessions } = store();
      await browserSessions.addLink({ hash: "link-1", expiresAt: 2_000 }, key.id, 1_000);
      await browserSessions.addLink({ hash: "link-2", expiresAt: 2_000 }, key.id, 1_000);
      const start = (hash: string, link: string, now: number) =>
        browserSessions.startWithLink({ hash, expiresAt: 9_000 }, link, now);
      expect(await start("j", "link-0", 1_500)).toBe(false);
      const started = await Promise.all(
        ["k", "l", "m"].map((hash) => start(hash, "link-1", 1_500)),
      );
      expect(started.filter((isStarted) => isStarted)).toHaveLength(1);
      const sessions = await Promise.all(
        ["k", "l", "m"].map((hash) => browserSessions.find(hash, 1_500)),
      );
      expect(sessions.filter((session) => session?.key.id === key.id)).toHaveLength(1);
      expect(await start("n", "link-2", 2_000)).toBe(false);
      expect(await browserSessions.find("n", 2_000)).toBeUndefined();
    });
  });
}
