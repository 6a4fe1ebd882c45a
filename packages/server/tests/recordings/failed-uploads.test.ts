import { RunningCommand } from "syllable-test-support/command";
import {
  expectRecordingFileCount,
  expectRecordingFiles,
  recordingFiles,
} from "syllable-test-support/data-folder";
import { eventually } from "syllable-test-support/eventually";
import { connectTo } from "syllable-test-support/raw-http";
import {
  beginUpload,
  bytesOf,
  demoRecording,
  detailOf,
  finishUpload,
  listRecordings,
  newSession,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const MAX_BYTES = 1_000_000;
const mp3 = demoRecording("100006/call.mp3");
const ogg = demoRecording("100017/message.ogg");

let service: TestService;
beforeEach(async () => {
  service = await startService({ maxRecordingBytes: MAX_BYTES });
});
afterEach(() => service.remove());

const expectFiles = (count: number) => expectRecordingFileCount(service.dataDir, count);

describe("an interrupted upload", () => {
  test.each([
    ["with its length", 100_000, mp3.subarray(0, 50_000)],
    [
      "in chunks",
      -1,
      Buffer.concat([Buffer.from("c350\r\n"), mp3.subarray(0, 50_000), Buffer.from("\r\n")]),
    ],
  ])("%s leaves no recording and no file", async (_how, promised, first) => {
    const session = await newSession(service);
    const socket = await beginUpload(service, session, "call", promised, first);
    await expectFiles(1);
    socket.destroy();
    await eventually(async () => expect(await listRecordings(service, session)).toEqual([]));
    await expectFiles(0);
    expect(await recordingUrls(service, session)).toEqual([]);
  });

  test("leaves the earlier recording of the same name", async () => {
    const session = await newSession(service);
    await uploadRecording(service, session, "call", ogg);
    const socket = await beginUpload(service, session, "call", 100_000, mp3.subarray(0, 50_000));
    expect((await bytesOf(service, session))[0]!.equals(ogg)).toBe(true);
    socket.resetAndDestroy();
    await eventually(async () =>
      expect(await listRecordings(service, session)).toMatchObject([
        { name: "call", state: "ready", sha256: sha256(ogg) },
      ]),
    );
  });
});

describe("a recording that is too large is rejected with 413 and leaves nothing", () => {
  const large = Buffer.concat([mp3, Buffer.alloc(5 * MAX_BYTES)]);

  test("with a content-length", async () => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, "a", large);
    expect([response.status, await detailOf(response)]).toEqual([
      413,
      `the recording is larger than ${MAX_BYTES} bytes; nothing was stored`,
    ]);
    expect(await listRecordings(service, session)).toEqual([]);
  });

  test("in chunks", async () => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, "a", new Blob([large]).stream());
    expect([response.status, await detailOf(response)]).toEqual([
      413,
      `the recording is larger than ${MAX_BYTES} bytes; nothing was stored`,
    ]);
    expect(await listRecordings(service, session)).toEqual([]);
    await expectFiles(0);
  });

  test("but not a recording of the maximum size", async () => {
    const bytes = Buffer.concat([mp3, Buffer.alloc(MAX_BYTES - mp3.length)]);
    const response = await uploadRecording(service, await newSession(service), "a", bytes);
    expect(await response.json()).toMatchObject({ bytes: MAX_BYTES });
  });
});

describe("several uploads to one session", () => {
  test("with one name, one after another: the last is stored, and the file of the first is deleted", async () => {
    const session = await newSession(service);
    await uploadRecording(service, session, "call", mp3);
    const response = await uploadRecording(service, session, "call", ogg);
    expect(response.status).toBe(201);
    expect(await listRecordings(service, session)).toMatchObject([{ sha256: sha256(ogg) }]);
    expect((await bytesOf(service, session))[0]!.equals(ogg)).toBe(true);
    await expectFiles(1);
  });

  test("with one name, concurrently: all succeed, one is stored, and other files are deleted", async () => {
    const session = await newSession(service);
    const bodies = Array.from({ length: 12 }, (_, index) =>
      Buffer.concat([mp3, Buffer.alloc(index)]),
    );
    const responses = await Promise.all(
      bodies.map((body) => uploadRecording(service, session, "call", body)),
    );
    expect(responses.map(({ status }) => status)).toEqual(bodies.map(() => 201));
    const listed = await listRecordings(service, session);
    expect(listed).toHaveLength(1);
    expect(bodies.map(sha256)).toContain(listed[0]!.sha256);
    const [stored] = await bytesOf(service, session);
    expect(sha256(stored!)).toBe(listed[0]!.sha256);
    await expectFiles(1);
  });

  test("with several names: each is stored, and listed by name", async () => {
    const session = await newSession(service);
    await Promise.all(["b", "a", "c"].map((name) => uploadRecording(service, session, name, ogg)));
    expect((await listRecordings(service, session)).map(({ name }) => name)).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(await recordingUrls(service, session)).toHaveLength(3);
  });
});

describe("deleting the session", () => {
  const remove = (session: string) =>
    service.call(`/api/v1/sessions/${session}`, { method: "DELETE" });

  test("deletes its recordings and their files", async () => {
    const session = await newSession(service);
    await uploadRecording(service, session, "a", ogg);
    await uploadRecording(service, session, "b", ogg);
    expect((await remove(session)).status).toBe(204);
    await expectFiles(0);
    await putSession(service, session);
    expect(await listRecordings(service, session)).toEqual([]);
  });

  test("during an upload makes the upload fail with 409 and leave nothing", async () => {
    const session = await newSession(service);
    const socket = await beginUpload(service, session, "call", mp3.length, mp3.subarray(0, 50_000));
    expect((await remove(session)).status).toBe(204);
    const { status, body } = await finishUpload(socket, mp3.subarray(50_000));
    expect(status).toBe(409);
    expect(JSON.parse(body)).toEqual({
      detail: `session ${session} was deleted during the upload; nothing was stored`,
    });
    await expectFiles(0);
  });
});

test("uploads that a crash interrupted are deleted at the next start", async () => {
  const first = await startService();
  await putSession(first, "1");
  await uploadRecording(first, "1", "kept", ogg);
  const { dataDir } = first;
  const files = await recordingFiles(dataDir);
  await first.stop();

  const crashing = RunningCommand.start(["serve", "--port", "0", "--data-dir", dataDir]);
  const socket = await connectTo(await crashing.url());
  const head = `PUT /api/v1/sessions/recording/1/cut HTTP/1.1\r\nhost: x\r\nsyllable-api-key: ${ADMIN_KEY}`;
  socket.write(`${head}\r\ncontent-type: audio/mpeg\r\ncontent-length: 99999\r\n\r\nabc`);
  await eventually(async () => expect(await recordingFiles(dataDir)).toHaveLength(2));
  crashing.process.kill("SIGKILL");
  await crashing.ended;
  socket.destroy();
  await expectRecordingFileCount(dataDir, 2);

  const again = await startService({ dataDir });
  expect(await listRecordings(again, "1")).toMatchObject([{ name: "kept", state: "ready" }]);
  await expectRecordingFiles(dataDir, files);
  await again.remove();
});
