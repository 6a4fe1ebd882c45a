import { eventually } from "syllable-test-support/eventually";
import { describe, expect, test } from "vitest";
import type { AnalysisJob, AnalysisOutcome, RecordingFacts } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { record, withStore } from "./with-store.suite.js";

const facts: RecordingFacts = {
  type: "audio/mpeg",
  bytes: 10,
  sha256: "ab",
  seconds: 1.25,
  channels: 2,
  startedAt: null,
  channelNames: null,
  analysis: "pending",
  analysisDetail: null,
};
const outcome: AnalysisOutcome = {
  analysis: "ready",
  analysisDetail: null,
  seconds: 1.5,
  channels: 1,
  audio: '{"channels":[]}',
};
const undecodable: AnalysisOutcome = {
  analysis: "unsupported",
  analysisDetail: "AMR can't be decoded",
  seconds: null,
  channels: null,
  audio: null,
};

const NOW = 1_800_000_000_000;
const LATER = NOW + 60_000;
const AFTER_ALL_LEASES = 2_100_000_000_000;
/** The end of the lease of an upload that no test reaches. */
const UPLOAD_LEASE = 2_000_000_000_000;

export function analysesSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("the analysis of a recording", () => {
    const store = withStore(newLocation);
    let session = 500_000;

    /** Finishes all analyses that other tests left, and stores a session with these recordings. */
    const newSession = async (blobs: readonly string[], organisation = 1) => {
      const { analyses, recordings, sessions } = store();
      const leftover = () => claim(AFTER_ALL_LEASES, AFTER_ALL_LEASES);
      for (let job = await leftover(); job; job = await leftover()) {
        await analyses.finish(job, undecodable);
      }
      session += 1;
      await sessions.put(organisation, [record(session)]);
      for (const blob of blobs) {
        const key = { organisation, blob };
        await recordings.begin({ ...key, session, name: blob, type: "audio/x" }, UPLOAD_LEASE);
        await recordings.commit(key, facts);
      }
      return session;
    };
    const claim = (now = NOW, leaseUntil = LATER): Promise<AnalysisJob | undefined> =>
      store().analyses.claim(now, leaseUntil);
    const find = (id: number, name: string) => store().analyses.find(1, id, name);

    test("waits until a process claims it, and is claimed once", async () => {
      const id = await newSession(["an1"]);
      expect(await store().analyses.countPending(id)).toBe(1);
      expect(await claim()).toEqual({
        organisation: 1,
        blob: "an1",
        session: id,
        name: "an1",
        type: "audio/mpeg",
        bytes: 10,
        attempt: 1,
      });
      expect(await claim()).toBeUndefined();
      expect(await store().analyses.countPending(id)).toBe(1);
    });

    test("is claimed for one session", async () => {
      const id = await newSession(["an0"]);
      const { analyses } = store();
      expect(await analyses.claim(NOW, LATER, id + 1)).toBeUndefined();
      expect(await analyses.claim(NOW, LATER, id)).toMatchObject({ session: id, blob: "an0" });
      expect(await analyses.claim(NOW, LATER, id)).toBeUndefined();
    });

    test("is claimed by one of several processes", async () => {
      await newSession(["an2"]);
      const jobs = await Promise.all(Array.from({ length: 8 }, () => claim()));
      expect(jobs.filter(Boolean)).toHaveLength(1);
    });

    test("is not claimed for a recording that is not committed or is deleted", async () => {
      const id = await newSession(["an3"]);
      const name = { organisation: 1, session: id, name: "an3" };
      const upload = { organisation: 1, blob: "an3b", session: id, name: "b", type: "audio/x" };
      await store().recordings.begin(upload, UPLOAD_LEASE);
      await store().recordings.remove(name);
      expect(await claim()).toBeUndefined();
    });

    test("stores its result, with the duration and the channels of the samples", async () => {
      const id = await newSession(["an4"]);
      const job = await claim();
      expect(await store().analyses.finish(job!, outcome)).toBe(true);
      const stored = {
        ...{ organisation: 1, session: id, name: "an4", blob: "an4", state: "ready" },
        ...facts,
        ...outcome,
      };
      expect(await find(id, "an4")).toEqual(stored);
      expect(await store().analyses.list(1, id)).toEqual([stored]);
      const { audio: _, ...recording } = stored;
      expect(await store().recordings.find(1, id, "an4")).toEqual(recording);
      expect(await store().analyses.countPending(id)).toBe(0);
      expect(await claim()).toBeUndefined();
    });

    test("leaves the stated facts of a recording that can't be decoded", async () => {
      const id = await newSession(["an5"]);
      await store().analyses.finish((await claim())!, undecodable);
      expect(await find(id, "an5")).toMatchObject({
        analysis: "unsupported",
        analysisDetail: "AMR can't be decoded",
        seconds: 1.25,
        channels: 2,
        audio: null,
      });
    });

    test("is claimed again when its lease has expired, and the first result is not stored", async () => {
      const id = await newSession(["an6"]);
      const first = (await claim())!;
      expect(await claim(LATER)).toBeUndefined();
      const second = await claim(LATER + 1, LATER + 60_000);
      expect(second).toEqual({ ...first, attempt: 2 });
      const { analyses } = store();
      expect(await analyses.renew(first, LATER + 90_000)).toBe(false);
      expect(await analyses.finish(first, undecodable)).toBe(false);
      expect(await analyses.renew(second!, LATER + 90_000)).toBe(true);
      expect(await claim(LATER + 80_000)).toBeUndefined();
      expect(await analyses.finish(second!, outcome)).toBe(true);
      expect(await find(id, "an6")).toMatchObject({ analysis: "ready" });
    });

    test("is claimed again at once after its release, which does not count as an attempt", async () => {
      await newSession(["an7"]);
      const job = (await claim())!;
      await store().analyses.release(job);
      expect(await claim()).toEqual(job);
    });

    test("ends when the recording is deleted, and its row stays until then", async () => {
      const id = await newSession(["an8"]);
      const { analyses, recordings } = store();
      const job = (await claim(Date.now(), Date.now() + 60_000))!;
      await recordings.remove({ organisation: 1, session: id, name: "an8" });
      expect(await analyses.renew(job, LATER)).toBe(false);
      expect(await analyses.finish(job, outcome)).toBe(false);
      const isListed = async () =>
        (await recordings.listPendingDeletes()).some(({ blob }) => blob === "an8");
      await recordings.delete(job);
      expect(await isListed()).toBe(true);
      await analyses.release(job);
      await recordings.delete(job);
      expect(await isListed()).toBe(false);
    });

    test("is requested for the recordings of one session", async () => {
      const id = await newSession(["an9", "an10"]);
      const { analyses } = store();
      for (let job = await claim(); job; job = await claim()) await analyses.finish(job, outcome);
      expect(await analyses.request(id)).toBe(2);
      expect(await analyses.request(id)).toBe(0);
      expect(await analyses.countPending(id)).toBe(2);
      expect(await claim()).toMatchObject({ session: id, attempt: 1 });
    });

    test("begins with the newest recording of all organisations", async () => {
      await newSession(["an11"]);
      const before = Date.now();
      await eventually(async () => expect(Date.now()).toBeGreaterThan(before));
      session += 1;
      await store().sessions.put(2, [record(session)]);
      await store().recordings.begin(
        { organisation: 2, blob: "an12", session, name: "n", type: "audio/x" },
        UPLOAD_LEASE,
      );
      await store().recordings.commit({ organisation: 2, blob: "an12" }, facts);
      expect([(await claim())?.blob, (await claim())?.blob]).toEqual(["an12", "an11"]);
    });
  });

  describe("what a client states about a recording", () => {
    const store = withStore(newLocation);

    test("changes as stated, and only for the expected recording", async () => {
      const { recordings, sessions } = store();
      await sessions.put(1, [record(600_000)]);
      const name = { organisation: 1, session: 600_000, name: "call" };
      expect(await recordings.update(name, { startedAt: 5 })).toBe(false);
      await recordings.begin({ ...name, blob: "st1", type: "audio/x" }, UPLOAD_LEASE);
      await recordings.commit({ organisation: 1, blob: "st1" }, facts);
      const stated = async () => {
        const { startedAt, channelNames } = (await recordings.find(1, 600_000, "call"))!;
        return { startedAt, channelNames };
      };
      expect(await stated()).toEqual({ startedAt: null, channelNames: null });
      expect(await recordings.update(name, { startedAt: 1_767_225_600_000_000 })).toBe(true);
      expect(await recordings.update(name, { channelNames: ["agent", "user"] }, "st1")).toBe(true);
      expect(await recordings.update(name, { startedAt: 7 }, "other")).toBe(false);
      const both = { startedAt: 1_767_225_600_000_000, channelNames: ["agent", "user"] };
      expect(await stated()).toEqual(both);
      expect(await recordings.update(name, {})).toBe(true);
      expect(await stated()).toEqual(both);
      expect(await recordings.update(name, { startedAt: null, channelNames: null })).toBe(true);
      expect(await stated()).toEqual({ startedAt: null, channelNames: null });
    });
  });
}
