import { rm } from "node:fs/promises";
import { expectRecordingFiles, recordingFiles } from "syllable-test-support/data-folder";
import {
  bytesOf,
  demoRecording,
  detailOf,
  listRecordings,
  newSession,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { startService } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const mp3 = demoRecording("100006/call.mp3");
const ogg = demoRecording("100017/message.ogg");

const service = withService();

describe("an upload", () => {
  test.each([
    ["100013/call.wav", "audio/wav", undefined],
    ["100033/check.wav", "audio/wav", "audio/x-wav"],
    ["100006/call.mp3", "audio/mpeg", "audio/mpeg"],
    ["100001/call.mp3", "audio/mpeg", "application/octet-stream"],
    ["100017/message.ogg", "audio/ogg", undefined],
    ["100052/call.ogg", "audio/ogg", "audio/ogg; codecs=opus"],
    ["100012/appel.flac", "audio/flac", undefined],
  ])("of %s is stored byte for byte, with its facts", async (path, type, declared) => {
    const [session, bytes] = [await newSession(service), demoRecording(path)];
    const name = path.split("/")[1]!;
    const headers: Record<string, string> = declared ? { "content-type": declared } : {};
    const response = await uploadRecording(service, session, name, bytes, headers);
    const stored = (await response.json()) as { seconds: number };
    expect(response.status).toBe(201);
    expect(stored).toEqual({
      name,
      state: "ready",
      type: declared?.startsWith("audio/") ? declared : type,
      bytes: bytes.length,
      sha256: sha256(bytes),
      seconds: expect.any(Number),
      channels: 2,
      started_at: AT,
      started_at_estimated: true,
      started_at_confidence: 0,
      analysis: "pending",
    });
    expect(stored.seconds).toBeGreaterThan(3);
    expect(stored.seconds).toBeLessThan(60);
    expect(await listRecordings(service, session)).toEqual([stored]);
    expect((await bytesOf(service, session))[0]!.equals(bytes)).toBe(true);
  });

  test.each([
    ["a FLAC declared as MP3", "100012/appel.flac", "a", "audio/mpeg", "audio/flac"],
    ["a WAV declared as raw audio", "100013/call.wav", "a.ulaw", "audio/PCMU", "audio/wav"],
  ])("of %s is stored under the type of its bytes", async (_what, path, name, declared, type) => {
    const session = await newSession(service);
    const headers = { "content-type": declared };
    const response = await uploadRecording(service, session, name, demoRecording(path), headers);
    expect(await response.json()).toMatchObject({ type, channels: 2, analysis: "pending" });
  });

  test.each<[string, Record<string, string>, string]>([
    ["a name", {}, "call.ulaw"],
    ["a media type", { "content-type": "audio/PCMU" }, "call"],
  ])(
    "of audio without a header has the facts that follow from %s",
    async (_what, headers, name) => {
      const session = await newSession(service);
      const bytes = Buffer.from(Array.from({ length: 8_000 }, (_, index) => (index * 37) % 256));
      const response = await uploadRecording(service, session, name, bytes, headers);
      expect(await response.json()).toMatchObject({ type: "audio/PCMU", seconds: 1, channels: 1 });
    },
  );

  test("may be sent in chunks, without its length", async () => {
    const session = await newSession(service);
    const response = await uploadRecording(
      service,
      session,
      "a",
      new Blob([ogg as never]).stream(),
    );
    expect(await response.json()).toMatchObject({ bytes: ogg.length, sha256: sha256(ogg) });
  });

  test("of bytes that are not audio is stored under the declared type, without facts", async () => {
    const session = await newSession(service);
    const noise = Buffer.from("no audio at all");
    const headers = { "content-type": "Audio/MPEG" };
    const response = await uploadRecording(service, session, "a", noise, headers);
    expect(response.status).toBe(201);
    const stored = {
      state: "ready",
      type: "audio/mpeg",
      bytes: 15,
      seconds: null,
      channels: null,
      analysis: "unsupported",
      analysis_detail: "the bytes are text, which is not audio",
    };
    expect(await response.json()).toMatchObject(stored);
    expect(await listRecordings(service, session)).toMatchObject([stored]);
  });

  test.each([
    ["text/html", "content-type"],
    ["image/png", "content-type"],
    ["application/json", "content-type"],
    ["audio", "content-type"],
  ])("declared as %s is rejected", async (type, header) => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, "a", mp3, { "content-type": type });
    expect([response.status, await detailOf(response)]).toMatchObject([
      422,
      [{ loc: ["header", header] }],
    ]);
  });

  test.each([
    ["text", Buffer.from("Dear reader")],
    ["one byte", Buffer.from([0])],
    ["a PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
  ])(
    "of %s, whose type can't be detected, is rejected and leaves nothing",
    async (_what, bytes) => {
      const session = await newSession(service);
      const before = await recordingFiles(service.dataDir);
      const response = await uploadRecording(service, session, "a", bytes);
      expect([response.status, await detailOf(response)]).toMatchObject([
        422,
        [
          {
            loc: ["header", "content-type"],
            msg: expect.stringContaining("is required"),
          },
        ],
      ]);
      expect(await listRecordings(service, session)).toEqual([]);
      await expectRecordingFiles(service.dataDir, before);
    },
  );

  test("of no bytes is rejected", async () => {
    const session = await newSession(service);
    const before = await recordingFiles(service.dataDir);
    for (const headers of [{}, { "content-type": "audio/mpeg" }] as Record<string, string>[]) {
      const response = await uploadRecording(service, session, "a", Buffer.alloc(0), headers);
      expect([response.status, await detailOf(response)]).toMatchObject([422, [{ loc: ["body"] }]]);
    }
    expect(await listRecordings(service, session)).toEqual([]);
    await expectRecordingFiles(service.dataDir, before);
  });

  test("to a session that does not exist is rejected", async () => {
    const response = await uploadRecording(service, "999999", "a", mp3);
    expect([response.status, await detailOf(response)]).toEqual([
      404,
      'session "999999" not found',
    ]);
  });
});

test("a recording whose bytes are missing is failed, and ready again after another upload", async () => {
  const session = await newSession(service);
  const before = await recordingFiles(service.dataDir);
  await uploadRecording(service, session, "call", ogg);
  const files = await recordingFiles(service.dataDir);
  await rm(files.find((file) => !before.includes(file))!);
  expect(await listRecordings(service, session)).toMatchObject([
    { name: "call", state: "failed", sha256: sha256(ogg) },
  ]);
  await uploadRecording(service, session, "call", ogg);
  expect(await listRecordings(service, session)).toMatchObject([{ state: "ready" }]);
});

test("a session that is replaced keeps its recordings", async () => {
  const session = await newSession(service);
  await uploadRecording(service, session, "call", ogg);
  await putSession(service, session, { agent_name: "Other" });
  expect(await listRecordings(service, session)).toMatchObject([{ name: "call", state: "ready" }]);
});

describe("the URLs of a session's recordings", () => {
  const requestUrls = (session: string, init: RequestInit = {}) =>
    service.call(`/api/v1/sessions/recording/${session}`, { method: "POST", ...init });

  test.each<[string, RequestInit]>([
    ["no body", {}],
    ["an empty JSON body", { headers: { "content-type": "application/json" }, body: "" }],
    ["{}", { headers: { "content-type": "application/json" }, body: "{}" }],
  ])("are returned for a request with %s", async (_what, init) => {
    const session = await newSession(service);
    await uploadRecording(service, session, "call", ogg);
    const requestedAt = Date.now();
    const response = await requestUrls(session, init);
    expect(response.status).toBe(200);
    const body = (await response.json()) as { expiration: string };
    expect(body).toEqual({
      session_id: session,
      recordings: [
        expect.stringMatching(`^${service.url}/api/v1/sessions/recording/stream\\?token=`),
      ],
      expiration: expect.stringMatching(/Z$/),
    });
    const seconds = (Date.parse(body.expiration) - requestedAt) / 1_000;
    expect(seconds).toBeGreaterThan(3_590);
    expect(seconds).toBeLessThan(3_610);
  });

  test("are empty for a session without recordings, and 404 without a session", async () => {
    expect(await (await requestUrls(await newSession(service))).json()).toMatchObject({
      recordings: [],
    });
    expect((await requestUrls("999999")).status).toBe(404);
  });

  test("begin with the public URL", async () => {
    await using other = await startService({ publicUrl: "https://calls.example.com/base/" });
    await putSession(other, "1");
    await uploadRecording(other, "1", "call", ogg);
    const [url] = await recordingUrls(other, "1");
    expect(url).toMatch(
      /^https:\/\/calls\.example\.com\/base\/api\/v1\/sessions\/recording\/stream/,
    );
  });
});
