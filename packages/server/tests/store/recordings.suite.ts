import { describe, expect, test } from "vitest";
import type { RecordingFacts } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { record, withStore } from "./with-store.suite.js";

const facts: RecordingFacts = {
  type: "audio/mpeg",
  bytes: 10,
  sha256: "ab",
  seconds: 1.25,
  channels: 2,
  startedAt: 1_767_225_600_000_000,
  channelNames: ["user", "agent"],
  analysis: "pending",
  analysisDetail: null,
};
const incompleteFacts: RecordingFacts = {
  type: "audio/wav",
  bytes: 3,
  sha256: "cd",
  seconds: null,
  channels: null,
  startedAt: null,
  channelNames: null,
  analysis: "failed",
  analysisDetail: "parsing took longer than 5 s",
};

/** The end of a lease that no test reaches. */
const LATER = 2_000_000_000_000;

export function recordingsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("a recording", () => {
    const store = withStore(newLocation);
    let session = 0;

    /** Creates a session, and functions for its recordings. */
    const newSession = async (organisation = 1) => {
      session += 1;
      const id = session;
      await store().sessions.put(organisation, [record(id)]);
      const { recordings } = store();
      return {
        id,
        begin: (blob: string, name = "call", leaseUntil = LATER) =>
          recordings.begin({ organisation, session: id, name, blob, type: "audio/x" }, leaseUntil),
        find: (name = "call") => recordings.find(organisation, id, name),
        states: async () =>
          (await recordings.list(organisation, id)).map(({ blob, state }) => `${blob} ${state}`),
      };
    };
    const pendingDeletes = async (prefix: string) =>
      (await store().recordings.listPendingDeletes())
        .map(({ blob }) => blob)
        .filter((blob) => blob.startsWith(prefix))
        .sort();
    const commit = (blob: string, stored: RecordingFacts = facts) =>
      store().recordings.commit({ organisation: 1, blob }, stored);

    test("counts in the usage of its organisation while it is ready", async () => {
      const { recordings } = store();
      const upload = async (organisation: number, blob: string, stored = facts) => {
        const id = 9_000 + Number(blob.slice(-1));
        await store().sessions.put(organisation, [record(id)]);
        const key = { organisation, blob };
        await recordings.begin({ ...key, session: id, name: "call", type: "audio/x" }, LATER);
        return async () => expect(await recordings.commit(key, stored)).toBe(true);
      };
      expect(await recordings.usage(77)).toEqual([]);
      await (await upload(77, "usage-1"))();
      await (await upload(77, "usage-2"))();
      await (await upload(77, "usage-3", incompleteFacts))();
      await upload(77, "usage-4");
      await (await upload(78, "usage-5"))();
      const usage = await recordings.usage(77);
      expect(usage.toSorted((a, b) => a.bytes - b.bytes)).toEqual([
        { analysis: "failed", recordings: 1, bytes: 3 },
        { analysis: "pending", recordings: 2, bytes: 20 },
      ]);
    });

    test("is pending until it is committed, and is not found", async () => {
      const { begin, find, states } = await newSession();
      await begin("a1");
      expect(await find()).toBeUndefined();
      expect(await states()).toEqual(["a1 pending"]);
    });

    test.each([facts, incompleteFacts])(
      "is found with its facts once it is committed",
      async (known) => {
        const { id, begin, find } = await newSession();
        const blob = `b-${known.sha256}`;
        await begin(blob);
        expect(await commit(blob, known)).toBe(true);
        const stored = {
          organisation: 1,
          session: id,
          name: "call",
          blob,
          state: "ready",
          ...known,
        };
        expect(await find()).toEqual(stored);
        expect(await store().recordings.list(1, id)).toEqual([stored]);
        expect(await pendingDeletes("b")).not.toContain(blob);
      },
    );

    test("replaces the recording with the same name, whose bytes are then deleted", async () => {
      const { begin, find, states } = await newSession();
      for (const blob of ["c1", "c2"]) {
        await begin(blob);
        expect(await commit(blob)).toBe(true);
      }
      expect(await find()).toMatchObject({ blob: "c2" });
      expect(await states()).toEqual(["c2 ready"]);
      expect(await pendingDeletes("c")).toEqual(["c1"]);
    });

    test("is not affected by a pending recording with the same name", async () => {
      const { begin, find, states } = await newSession();
      await begin("d1");
      await commit("d1");
      await begin("d2");
      expect(await find()).toMatchObject({ blob: "d1", state: "ready" });
      expect((await states()).sort()).toEqual(["d1 ready", "d2 pending"]);
    });

    test("replaces a recording that was begun later but committed earlier", async () => {
      const { begin, find } = await newSession();
      await begin("e1");
      await begin("e2");
      expect(await commit("e2")).toBe(true);
      expect(await commit("e1")).toBe(true);
      expect(await find()).toMatchObject({ blob: "e1" });
      expect(await pendingDeletes("e")).toEqual(["e2"]);
    });

    test("is committed only once, and only if it was begun", async () => {
      const { begin } = await newSession();
      await begin("f1");
      expect(await commit("f1")).toBe(true);
      expect(await commit("f1")).toBe(false);
      expect(await commit("f2")).toBe(false);
    });

    test("is to be deleted when its session is deleted, and cannot be committed if it was pending", async () => {
      const { id, begin, find, states } = await newSession();
      await begin("g1", "one");
      await commit("g1");
      await begin("g2", "two");
      await store().sessions.delete(1, id);
      expect(await commit("g2")).toBe(false);
      expect(await find("one")).toBeUndefined();
      expect(await pendingDeletes("g")).toEqual(["g1"]);
      expect(await states()).not.toContain("g1 ready");
    });

    test("remains when its session is replaced", async () => {
      const { id, begin, find } = await newSession();
      await begin("h1");
      await commit("h1");
      await store().sessions.put(1, [record(id, { agent_name: "Other" })]);
      expect(await find()).toMatchObject({ blob: "h1" });
    });

    test("is to be deleted if it is still pending when its lease has ended", async () => {
      const { begin, states } = await newSession();
      await begin("i1", "one", 1_000);
      await begin("i2", "two", 1_000);
      await store().recordings.renew({ organisation: 1, blob: "i2" }, 2_000);
      await begin("i3", "three", 1_000);
      await commit("i3");
      await store().recordings.expireLeases(1_000);
      expect(await pendingDeletes("i")).toEqual([]);
      await store().recordings.expireLeases(1_001);
      expect(await pendingDeletes("i")).toEqual(["i1"]);
      expect((await states()).sort()).toEqual(["i2 pending", "i3 ready"]);
      expect(await commit("i1")).toBe(false);
    });

    test("is deleted, and deleting it again does nothing", async () => {
      const { begin, find, states } = await newSession();
      await begin("j1");
      await commit("j1");
      await store().recordings.delete({ organisation: 1, blob: "j1" });
      expect(await find()).toBeUndefined();
      expect(await states()).toEqual([]);
      const secondDelete = store().recordings.delete({ organisation: 1, blob: "j1" });
      await expect(secondDelete).resolves.toBeUndefined();
    });

    test("is listed in order of its name", async () => {
      const { id, begin, states } = await newSession();
      for (const name of ["b", "a", "c"]) await begin(`k-${name}`, name);
      expect(await states()).toEqual(["k-a pending", "k-b pending", "k-c pending"]);
      expect(await store().recordings.count(1, id)).toBe(3);
      expect(await store().recordings.count(2, id)).toBe(0);
    });

    test("belongs to the session of one organisation", async () => {
      const { id, begin } = await newSession();
      await begin("l1");
      expect(await store().recordings.commit({ organisation: 2, blob: "l1" }, facts)).toBe(false);
      await commit("l1");
      expect(await store().recordings.find(2, id, "call")).toBeUndefined();
      expect(await store().recordings.list(2, id)).toEqual([]);
    });

    test("cannot use the blob name of another recording", async () => {
      const { begin } = await newSession();
      await begin("m1");
      await expect(begin("m1", "other")).rejects.toThrow();
    });
  });
}
