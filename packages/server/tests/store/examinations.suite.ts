import { describe, expect, test } from "vitest";
import type { Examination, ExaminedRecording } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { query, record, withStore } from "./with-store.suite.js";

const FAR_FUTURE = 4_000_000_000_000;
const NOW = 1_800_000_000_000;
const AUDIO = '{"channels":[]}';
const NOTHING_KNOWN = { seconds: null, channels: null, analysisDetail: null };

export function examinationsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("the examination of a session", () => {
    const store = withStore(newLocation);
    let session = 0;
    let blobs = 0;

    const finish = (examination: Examination, recordings: readonly ExaminedRecording[]) =>
      store().examinations.finish(examination, {
        recordings,
        times: { responseGaps: [], latencies: [] },
      });
    const claim = () => store().examinations.claim(NOW, FAR_FUTURE, session);
    const addRecording = async (name: string) => {
      const { recordings, analyses } = store();
      const key = { organisation: 1, blob: `${session}-${name}-${blobs++}` };
      const facts = { ...NOTHING_KNOWN, startedAt: null, channelNames: null };
      await recordings.begin({ ...key, session, name, type: "audio/wav" }, FAR_FUTURE);
      const audio = { type: "audio/wav", bytes: 1, sha256: "", analysis: "pending" } as const;
      await recordings.commit(key, { ...facts, ...audio });
      const job = (await analyses.claim(NOW, FAR_FUTURE, session))!;
      const outcome = { ...NOTHING_KNOWN, analysis: "ready", audio: AUDIO } as const;
      expect(await analyses.finish(job, outcome)).toBe(true);
    };
    /** Stores a session with analysed recordings. */
    const newSession = async (...names: string[]) => {
      session += 1;
      await store().sessions.put(1, [record(session, { duration: 5 })]);
      for (const name of names) await addRecording(name);
    };
    const faultsOf = async () => {
      const found = await Promise.all(
        ["true", "false"].map(async (value) => {
          const fields = ["session_id", "audio_faults"] as const;
          const filter = { searchFields: [...fields], searchFieldValues: [`${session}`, value] };
          return (await store().sessions.list(1, query(filter))).total;
        }),
      );
      return found.join() === "0,0" ? null : found[0] === 1;
    };

    test("is requested by an analysis, and claimed once until its lease expires", async () => {
      await newSession("a");
      const { examinations } = store();
      const first = await examinations.claim(NOW, NOW + 1_000, session);
      expect(first).toMatchObject({ organisation: 1, session });
      expect(await claim()).toBeUndefined();
      expect(await examinations.claim(NOW + 1_001, FAR_FUTURE, session)).toEqual(first);
      await examinations.release(first!);
      expect(await claim()).toEqual(first);
      expect(await faultsOf()).toBe(null);
      expect(await finish(first!, [{ name: "a", hasFaults: true }])).toBe(true);
      expect(await faultsOf()).toBe(true);
      expect(await claim()).toBeUndefined();
      expect(await finish(first!, [])).toBe(false);
    });

    test("finds a fault if any recording has one, and follows the recordings", async () => {
      await newSession("a", "b");
      const { recordings } = store();
      const found = [
        { name: "a", hasFaults: true },
        { name: "b", hasFaults: false },
      ];
      await finish((await claim())!, found);
      expect(await faultsOf()).toBe(true);
      await recordings.remove({ organisation: 1, session, name: "a" });
      expect(await faultsOf()).toBe(false);
      await recordings.remove({ organisation: 1, session, name: "b" });
      expect(await faultsOf()).toBe(null);
    });

    test("is not stored once its last recording is removed", async () => {
      await newSession("a");
      const examination = (await claim())!;
      await store().recordings.remove({ organisation: 1, session, name: "a" });
      expect(await finish(examination, [])).toBe(false);
      expect(await claim()).toBeUndefined();
    });

    const transcript = Buffer.from("{}");
    const changes: [string, () => Promise<unknown>][] = [
      ["its latency is stored", () => store().parts.put(1, session, "latency", Buffer.from("[]"))],
      ["a transcript is stored", () => store().parts.put(1, session, "transcript", transcript)],
      ["the session starts at another time", () => put({ timestamp: "2026-02-01T00:00:00Z" })],
      ["the session has another duration", () => put({ duration: 6 })],
      [
        "the start of a recording is stated",
        () => store().recordings.update(recordingKey(), { startedAt: 5 }),
      ],
      ["another recording is analysed", () => addRecording("c")],
      ["another recording is deleted", () => store().recordings.remove(recordingKey("b"))],
    ];
    const put = (fields: Parameters<typeof record>[1]) =>
      store().sessions.put(1, [record(session, { duration: 5, ...fields })]);
    const recordingKey = (name = "a") => ({ organisation: 1, session, name });

    test.each(changes)("is requested again, and not stored, if %s", async (_what, change) => {
      await newSession("a", "b");
      await finish((await claim())!, [{ name: "a", hasFaults: true }]);
      await change();
      const examination = await claim();
      expect(examination).toBeDefined();
      await put({ duration: 7 });
      expect(await finish(examination!, [{ name: "a", hasFaults: false }])).toBe(false);
      expect(await faultsOf()).toBe(true);
    });

    test("is not requested by changes of anything else", async () => {
      await newSession("a");
      const { parts, labels } = store();
      await finish((await claim())!, [{ name: "a", hasFaults: true }]);
      await put({ agent_name: "Desk" });
      await parts.put(1, session, "summary", transcript);
      const label = { session, timestamp: 0, type: "auto", code: "OK", userEmail: "a@b.c" };
      await labels.create(1, { ...label, comments: null, issueCategories: null });
      expect(await claim()).toBeUndefined();
      expect(await faultsOf()).toBe(true);
    });

    test("ends with its session", async () => {
      await newSession("a");
      const examination = (await claim())!;
      await store().sessions.delete(1, session);
      expect(await finish(examination, [])).toBe(false);
      await store().sessions.put(1, [record(session)]);
      expect(await claim()).toBeUndefined();
    });
  });
}
