import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { demoRecording } from "syllable-test-support/recordings";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { storePendingRecording } from "../../../tests/recordings/pending-recording.js";
import { openRecordingFiles } from "../../blobs/files.js";
import { BlobsUnavailable, type RecordingBlobs } from "../../blobs/port.js";
import { openStore } from "../../open-data.js";
import type { Store } from "../../store/port.js";
import { RecordingSweeper } from "../sweeper.js";
import { AnalysisJobs } from "./analysis-jobs.js";
import { waveformBlob } from "./audio-analysis.js";

const HOUR_MS = 3_600_000;
const WAV = demoRecording("100033/check.wav");
const NEVER = new AbortController().signal;
const DIST = new URL("../../../dist/", import.meta.url);

const folder = tempFolder();
const store = await openStore({ dataDir: folder });
const blobs = await openRecordingFiles(join(folder, "recordings"));
const log = { warn: vi.fn(), error: vi.fn() };
const sweeper = new RecordingSweeper(store.recordings, blobs, log);
afterAll(async () => {
  await sweeper.close();
  await store.close();
});

let session = 0;
let opened: AnalysisJobs[] = [];
beforeEach(() => {
  session += 1;
});
afterEach(async () => {
  for (const jobs of opened) await jobs.close();
  opened = [];
});

const claimNow = (later = 0) => store.analyses.claim(Date.now() + later, Date.now() + 2 * HOUR_MS);

/** Stores a recording that is waiting for analysis, in the session of this test. */
const addRecording = (name = "call", bytes: Buffer = WAV, inStore = store) =>
  storePendingRecording(inStore, blobs, { session, name, bytes });

interface Options {
  readonly leaseMs?: number;
  /** Replaces the methods of the blobs. */
  readonly blobs?: Partial<RecordingBlobs>;
  readonly store?: Store;
}

function newJobs({ leaseMs, blobs: replaced, store: other = store }: Options = {}): AnalysisJobs {
  const onLost = () => sweeper.wake();
  const jobs = new AnalysisJobs(
    other.analyses,
    { ...blobs, ...replaced },
    log,
    { onLost },
    leaseMs,
  );
  opened.push(jobs);
  return jobs;
}

const find = (name = "call") => store.analyses.find(1, session, name);
const neverRead = () => new Promise<Buffer>(() => undefined);
const removeRecording = (name = "call") =>
  store.recordings.remove({ organisation: 1, session, name });

/** Waits until neither the row nor the bytes of a deleted recording are left. */
const expectNothingLeft = (blob: string) =>
  eventually(async () => {
    const pending = await store.recordings.listPendingDeletes();
    expect(pending.map((recording) => recording.blob)).not.toContain(blob);
    expect(await blobs.size(blob)).toBeUndefined();
    expect(await blobs.size(waveformBlob(blob))).toBeUndefined();
  });

test("waiting recordings are analysed, and their waveforms stored", async () => {
  const { blob } = await addRecording();
  await addRecording("damaged", Buffer.from("Dear reader"));
  newJobs().start();
  await eventually(async () => {
    expect(await find()).toMatchObject({ analysis: "ready", seconds: 11.030625, channels: 2 });
    expect(await find("damaged")).toMatchObject({ analysis: "failed", audio: null });
  });
  const { waveformBytes } = JSON.parse((await find())!.audio!);
  expect(await blobs.size(waveformBlob(blob))).toBe(waveformBytes);
  expect(await blobs.size(waveformBlob(`${session}-damaged`))).toBeUndefined();
});

test("a claimed recording is released on close, which does not count as an attempt", async () => {
  const { blob } = await addRecording();
  const readRange = vi.fn(neverRead);
  const jobs = newJobs({ blobs: { readRange } });
  jobs.start();
  await eventually(() => expect(readRange).toHaveBeenCalled());
  expect(await claimNow()).toBeUndefined();
  await jobs.close();
  expect(await claimNow()).toMatchObject({ blob, attempt: 1 });
});

describe("a recording that another process has claimed", () => {
  test.each([
    ["is given up when the lease is renewed", 100, neverRead],
    ["has nothing stored", HOUR_MS, blobs.readRange],
  ])("%s", async (_what, leaseMs, read) => {
    const { blob } = await addRecording();
    const claimed: Awaited<ReturnType<typeof claimNow>>[] = [];
    const readRange: RecordingBlobs["readRange"] = async (...range) => {
      if (claimed.length === 0) claimed.push(await claimNow(2 * HOUR_MS));
      return read(...range);
    };
    const analysed = await newJobs({ leaseMs, blobs: { readRange } }).analyseNext(NEVER);
    expect(analysed).toMatchObject({ job: { blob, attempt: 1 }, outcome: undefined });
    expect(await find()).toMatchObject({ analysis: "pending", audio: null });
    expect(await blobs.size(waveformBlob(blob))).toBeUndefined();
    expect(claimed).toMatchObject([{ attempt: 2 }]);
    expect(await store.analyses.renew(claimed[0]!, Date.now() + 2 * HOUR_MS)).toBe(true);
  });
});

describe("a recording that is deleted during its analysis leaves neither row nor bytes", () => {
  test("if it is deleted while it is decoded", async () => {
    const { blob } = await addRecording();
    const readRange: RecordingBlobs["readRange"] = async (...range) => {
      await removeRecording();
      return blobs.readRange(...range);
    };
    const analysed = await newJobs({ blobs: { readRange } }).analyseNext(NEVER);
    expect(analysed).toMatchObject({ job: { blob }, outcome: undefined });
    await expectNothingLeft(blob);
  });

  test("if it is deleted and swept while its waveform is stored", async () => {
    const { blob } = await addRecording();
    const write: RecordingBlobs["write"] = async (...source) => {
      await removeRecording();
      sweeper.wake();
      await eventually(async () => expect(await blobs.size(blob)).toBeUndefined());
      await blobs.write(...source);
    };
    const analysed = await newJobs({ blobs: { write } }).analyseNext(NEVER);
    expect(analysed).toMatchObject({ job: { blob }, outcome: undefined });
    await expectNothingLeft(blob);
  });
});

test("when the lease of a killed process has expired, another one analyses the recording", async () => {
  const { blob } = await addRecording();
  const program = `
    const { AnalysisJobs } = await import("${DIST}recordings/analysis/analysis-jobs.js");
    const { openStore } = await import("${DIST}index.js");
    const store = await openStore({ dataDir: process.argv[1] });
    const readRange = () => new Promise(() => process.stdout.write("reads"));
    const jobs = new AnalysisJobs(store.analyses, { readRange }, console, { onLost() {} }, 2_000);
    await jobs.analyseNext(new AbortController().signal);`;
  const args = ["--input-type=module", "--eval", program, folder];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const jobs = newJobs();
  expect(await jobs.analyseNext(NEVER)).toBeUndefined();
  child.kill("SIGKILL");
  await once(child, "exit");
  await eventually(async () => {
    const analysed = await jobs.analyseNext(NEVER);
    expect(analysed).toMatchObject({ job: { blob, attempt: 2 }, outcome: { analysis: "ready" } });
  });
  expect(await find()).toMatchObject({ analysis: "ready" });
});

test.each([
  [4, "ready", null],
  [5, "failed", "the analysis was interrupted 5 times"],
])("after %i interrupted attempts, the result is %s", async (attempts, analysis, detail) => {
  await addRecording();
  for (let attempt = 0; attempt < attempts; attempt++) {
    expect(await store.analyses.claim(Date.now(), Date.now() - 1)).toBeDefined();
  }
  const analysed = await newJobs().analyseNext(NEVER);
  const outcome = { analysis, analysisDetail: detail };
  expect(analysed).toMatchObject({ job: { attempt: attempts + 1 }, outcome });
  expect(await find()).toMatchObject(outcome);
});

test("a recording without its bytes fails", async () => {
  const { blob } = await addRecording();
  await blobs.delete(blob);
  const outcome = { analysis: "failed", analysisDetail: "the bytes of the recording are missing" };
  expect(await newJobs().analyseNext(NEVER)).toMatchObject({ outcome });
  expect(await find()).toMatchObject({ ...outcome, seconds: 1, audio: null });
});

test("an outage of the blobs does not count as an attempt", async () => {
  const { blob } = await addRecording();
  const outage = { reason: "it is down", remedy: "start it", transient: true };
  const readRange = () => Promise.reject(new BlobsUnavailable(outage, undefined));
  await expect(newJobs({ blobs: { readRange } }).analyseNext(NEVER)).rejects.toThrow("it is down");
  expect(await claimNow()).toMatchObject({ blob, attempt: 1 });
});

test("after an unexpected error, other recordings come first", async () => {
  await addRecording("one");
  await addRecording("two");
  const failing: string[] = [];
  const readRange: RecordingBlobs["readRange"] = async (blob, ...range) => {
    if (failing.length === 0) failing.push(blob);
    if (failing.includes(blob)) throw new Error("permission denied");
    return blobs.readRange(blob, ...range);
  };
  const jobs = newJobs({ blobs: { readRange } });
  await expect(jobs.analyseNext(NEVER)).rejects.toThrow("permission denied");
  const analysed = await jobs.analyseNext(NEVER);
  expect(analysed).toMatchObject({ outcome: { analysis: "ready" } });
  expect(failing).not.toContain(analysed!.job.blob);
  expect(await jobs.analyseNext(NEVER)).toBeUndefined();
});

const postgres = await openPostgres();
afterAll(() => postgres?.remove());

test(
  "two processes with one PostgreSQL database analyse each recording once",
  needs(postgres),
  async () => {
    const database = await postgres!.newDatabase();
    const settings = { dataDir: folder, databaseUrl: database.url };
    const stores = await Promise.all([openStore(settings), openStore(settings)]);
    try {
      const names = ["a", "b", "c", "d", "e", "f"];
      for (const name of names) await addRecording(name, WAV, stores[0]);
      const analysed = await Promise.all(
        stores.map(async (each) => {
          const jobs = newJobs({ store: each });
          const done: unknown[] = [];
          for (let next = await jobs.analyseNext(NEVER); next; ) {
            done.push([next.job.name, next.job.attempt, next.outcome?.analysis]);
            next = await jobs.analyseNext(NEVER);
          }
          return done;
        }),
      );
      expect(analysed.flat().sort()).toEqual(names.map((name) => [name, 1, "ready"]));
      for (const done of analysed) expect(done.length).toBeGreaterThan(0);
    } finally {
      for (const each of stores) await each.close();
      await database.remove();
    }
  },
);
