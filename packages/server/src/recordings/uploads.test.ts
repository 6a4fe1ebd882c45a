import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { record } from "../../tests/store/with-store.suite.js";
import { openRecordingFiles } from "../blobs/files.js";
import { ConflictError } from "../errors.js";
import { Sessions } from "../sessions/sessions.js";
import { openSqliteStore } from "../store/sqlite/open.js";
import { AudioProbe } from "./audio/probe.js";
import { RecordingUploads } from "./uploads.js";

const MINUTE = 60_000;
const MP3 = { type: "audio/mpeg", checksums: [], length: undefined };

const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
const store = await openSqliteStore(join(folder, "sessions.sqlite"));
const probe = new AudioProbe();
afterAll(async () => {
  probe.close();
  await store.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  vi.useRealTimers();
});

test("an upload that lasts is not swept, as its lease is renewed; one that nobody renews is", async () => {
  await store.sessions.put(1, [record(1)]);
  const blobs = await openRecordingFiles(join(folder, "recordings"));
  const sessions = new Sessions(store.sessions);
  const uploads = new RecordingUploads(sessions, store.recordings, blobs, probe, 1_000);
  const names = async () => (await store.recordings.list(1, 1)).map(({ name }) => name);

  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  const cut = { organisation: 1, session: 1, name: "cut", blob: "ab", type: "audio/mpeg" };
  await store.recordings.begin(cut, Date.now() + 5.5 * MINUTE);
  const body = new PassThrough();
  const target = await uploads.target(1, "1", "long");
  const uploading = uploads.upload(target, { ...MP3, body }, new AbortController().signal);
  body.write("a");
  await vi.waitFor(async () => expect(await names()).toEqual(["cut", "long"]));

  for (let minute = 1; minute <= 20; minute += 1) {
    vi.advanceTimersByTime(MINUTE);
    await uploads.sweep();
    expect(await names()).toEqual(minute <= 5 ? ["cut", "long"] : ["long"]);
  }
  body.end("b");
  expect(await uploading).toMatchObject({ state: "ready", bytes: 2 });
});

test("a session has at most 500 recordings, of which each can be replaced", async () => {
  await store.sessions.put(1, [record(2)]);
  const blobs = await openRecordingFiles(join(folder, "recordings"));
  const uploads = new RecordingUploads(
    new Sessions(store.sessions),
    store.recordings,
    blobs,
    probe,
    1_000,
  );
  const upload = async (name: string) =>
    uploads.upload(
      await uploads.target(1, "2", name),
      { ...MP3, body: Readable.from([Buffer.from("a")]) },
      new AbortController().signal,
    );
  await upload("first");
  const lease = Date.now() + MINUTE;
  for (let index = 1; index < 500; index++) {
    const name = `call-${index}`;
    await store.recordings.begin(
      { organisation: 1, session: 2, name, blob: name, type: "audio/mpeg" },
      lease,
    );
  }
  await expect(upload("one more")).rejects.toThrow(/name/);
  await expect(upload("one-more")).rejects.toBeInstanceOf(ConflictError);
  expect(await upload("first")).toMatchObject({ state: "ready" });
});
