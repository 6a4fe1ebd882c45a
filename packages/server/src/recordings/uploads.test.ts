import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { record } from "../../tests/store/with-store.suite.js";
import { openRecordingFiles } from "../blobs/files.js";
import { ConflictError } from "../errors.js";
import { Sessions } from "../sessions/sessions.js";
import { openSqliteStore } from "../store/sqlite/open.js";
import { AudioProbe } from "./audio/probe.js";
import { RecordingSweeper } from "./sweeper.js";
import { RecordingUploads } from "./uploads.js";

const MINUTE = 60_000;
const MP3 = { type: "audio/mpeg", checksums: [], length: undefined };

const folder = tempFolder();
const store = await openSqliteStore(join(folder, "sessions.sqlite"));
const blobs = await openRecordingFiles(join(folder, "recordings"));
const probe = new AudioProbe();
const log = { warn: vi.fn(), error: vi.fn() };
const newSweeper = () => new RecordingSweeper(store.recordings, blobs, log);
const sweeper = newSweeper();
const uploads = new RecordingUploads(
  new Sessions(store.sessions, sweeper),
  store.recordings,
  blobs,
  probe,
  sweeper,
  { wake: () => undefined },
  1_000,
);
afterAll(async () => {
  probe.close();
  await sweeper.close();
  await store.close();
});
afterEach(() => {
  vi.useRealTimers();
  expect(log.warn).not.toHaveBeenCalled();
});

const namesOf = async (session: number) =>
  (await store.recordings.list(1, session)).map(({ name }) => name);

async function upload(sessionId: string, name: string, body = Readable.from([Buffer.from("a")])) {
  const target = await uploads.target(1, sessionId, name);
  return uploads.upload(target, { ...MP3, body }, new AbortController().signal);
}

test("a long upload renews its lease, and an upload that was interrupted is abandoned", async () => {
  await store.sessions.put(1, [record(1)]);
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  const interrupted = { organisation: 1, session: 1, name: "cut", blob: "ab", type: "audio/mpeg" };
  await store.recordings.begin(interrupted, Date.now() + 5.5 * MINUTE);
  const body = new PassThrough();
  const uploading = upload("1", "long", body);
  body.write("a");
  await vi.waitFor(async () => expect(await namesOf(1)).toEqual(["cut", "long"]));

  for (let minute = 1; minute <= 20; minute += 1) {
    vi.advanceTimersByTime(MINUTE);
    const sweeper = newSweeper();
    await sweeper.start();
    await sweeper.close();
    expect(await namesOf(1)).toEqual(minute <= 5 ? ["cut", "long"] : ["long"]);
  }
  body.end("b");
  expect(await uploading).toMatchObject({ state: "ready", bytes: 2 });
});

test("a session has at most 500 recordings, each of which can be replaced", async () => {
  await store.sessions.put(1, [record(2)]);
  await upload("2", "first");
  const lease = Date.now() + MINUTE;
  for (let index = 1; index < 500; index++) {
    const name = `call-${index}`;
    await store.recordings.begin(
      { organisation: 1, session: 2, name, blob: name, type: "audio/mpeg" },
      lease,
    );
  }
  await expect(upload("2", "not/valid")).rejects.toThrow(/name/);
  await expect(upload("2", "one-more")).rejects.toBeInstanceOf(ConflictError);
  expect(await upload("2", "first")).toMatchObject({ state: "ready" });
});

test("several sweepers may delete the same bytes", async () => {
  await store.sessions.put(1, [record(3)]);
  for (let index = 0; index < 20; index++) await upload("3", `call-${index}`);
  await store.sessions.delete(1, 3);
  expect(await store.recordings.listPendingDeletes()).toHaveLength(20);
  const sweepers = [newSweeper(), newSweeper(), newSweeper()];
  for (const one of sweepers) one.wake();
  await vi.waitFor(async () => expect(await store.recordings.listPendingDeletes()).toEqual([]));
  await Promise.all(sweepers.map((one) => one.close()));
});
