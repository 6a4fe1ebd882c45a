import { createHash } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordingFiles } from "./support/data-folder.js";
import { eventually } from "./support/eventually.js";
import { answerIn, connectTo, readAll } from "./support/raw-http.js";
import {
  demoRecording,
  listRecordings,
  recordingUrls,
  sha256,
  uploadRecording,
} from "./support/recordings.js";
import { ADMIN_KEY, startService, type TestService } from "./support/service.js";
import { putSession } from "./support/sessions.js";

const MAX_BYTES = 1_000_000;
const mp3 = demoRecording("100006/call.mp3");
const ogg = demoRecording("100017/message.ogg");

let service: TestService;
beforeAll(async () => {
  service = await startService({ maxRecordingBytes: MAX_BYTES });
});
afterAll(() => service.remove());

let last = 0;
/** A session of its own. */
async function newSession(): Promise<string> {
  last += 1;
  await putSession(service, String(last));
  return String(last);
}

const detailOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { detail: unknown }).detail;

/** The whole bytes of each recording of a session. */
const bytesOf = async (session: string): Promise<Buffer[]> =>
  Promise.all(
    (await recordingUrls(service, session)).map(async (url) =>
      Buffer.from(await (await fetch(url)).arrayBuffer()),
    ),
  );

/** Begins an upload by hand that promises so many bytes, and sends the first of them. */
async function beginUpload(session: string, name: string, promised: number, first: Buffer) {
  const socket = await connectTo(service.url);
  const head = [
    `PUT /api/v1/sessions/recording/${session}/${name} HTTP/1.1`,
    "host: test",
    "connection: close",
    `syllable-api-key: ${ADMIN_KEY}`,
    "content-type: audio/mpeg",
    promised < 0 ? "transfer-encoding: chunked" : `content-length: ${promised}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(first);
  await eventually(async () =>
    expect(await listRecordings(service, session)).toContainEqual({
      name,
      state: "pending",
      type: "audio/mpeg",
    }),
  );
  return socket;
}

async function finish(socket: Socket, rest: Buffer): Promise<ReturnType<typeof answerIn>> {
  socket.write(rest);
  return answerIn(await readAll(socket));
}

describe("an upload", () => {
  test.each([
    ["100013/call.wav", "audio/wav", undefined],
    ["100033/check.wav", "audio/wav", "audio/x-wav"],
    ["100006/call.mp3", "audio/mpeg", "audio/mpeg"],
    ["100001/call.mp3", "audio/mpeg", "application/octet-stream"],
    ["100017/message.ogg", "audio/ogg", undefined],
    ["100052/call.ogg", "audio/ogg", "audio/ogg; codecs=opus"],
    ["100012/appel.flac", "audio/flac", undefined],
  ])("of %s is kept byte by byte, with its facts", async (path, type, declared) => {
    const [session, bytes] = [await newSession(), demoRecording(path)];
    const name = path.split("/")[1]!;
    const headers: Record<string, string> = declared ? { "content-type": declared } : {};
    const response = await uploadRecording(service, session, name, bytes, headers);
    const kept = (await response.json()) as { seconds: number };
    expect(response.status).toBe(201);
    expect(kept).toEqual({
      name,
      state: "ready",
      type: declared?.startsWith("audio/") ? declared : type,
      bytes: bytes.length,
      sha256: sha256(bytes),
      seconds: expect.any(Number),
      channels: 2,
    });
    expect(kept.seconds).toBeGreaterThan(3);
    expect(kept.seconds).toBeLessThan(60);
    expect(await listRecordings(service, session)).toEqual([kept]);
    expect((await bytesOf(session))[0]!.equals(bytes)).toBe(true);
  });

  test("may come in pieces, without its length", async () => {
    const session = await newSession();
    const response = await uploadRecording(
      service,
      session,
      "a",
      new Blob([ogg as never]).stream(),
    );
    expect(await response.json()).toMatchObject({ bytes: ogg.length, sha256: sha256(ogg) });
  });

  test("of bytes that are no audio is kept under the type declared, without facts", async () => {
    const session = await newSession();
    const noise = Buffer.from("no audio at all");
    const headers = { "content-type": "Audio/MPEG" };
    const response = await uploadRecording(service, session, "a", noise, headers);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ bytes: 15, type: /^audio\/mpeg$/i });
    const [listed] = await listRecordings(service, session);
    expect(listed?.state).toBe("ready");
  });

  test.each([
    ["text/html", "content-type"],
    ["image/png", "content-type"],
    ["application/json", "content-type"],
    ["audio", "content-type"],
  ])("declared as %s is refused", async (type, header) => {
    const session = await newSession();
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
  ])("of %s, whose type nothing tells, is refused and leaves nothing", async (_what, bytes) => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    const response = await uploadRecording(service, session, "a", bytes);
    expect([response.status, await detailOf(response)]).toMatchObject([
      422,
      [{ loc: ["header", "content-type"], msg: expect.stringContaining("needed") }],
    ]);
    expect(await listRecordings(service, session)).toEqual([]);
    expect(await recordingFiles(service.dataDir)).toEqual(before);
  });

  test("of nothing is refused", async () => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    for (const headers of [{}, { "content-type": "audio/mpeg" }] as Record<string, string>[]) {
      const response = await uploadRecording(service, session, "a", Buffer.alloc(0), headers);
      expect([response.status, await detailOf(response)]).toMatchObject([422, [{ loc: ["body"] }]]);
    }
    expect(await listRecordings(service, session)).toEqual([]);
    expect(await recordingFiles(service.dataDir)).toEqual(before);
  });

  test("to a session that is not there is refused", async () => {
    const response = await uploadRecording(service, "999999", "a", mp3);
    expect([response.status, await detailOf(response)]).toEqual([
      404,
      'there is no session "999999"',
    ]);
  });

  test.each(["a", "call.mp3", "0", "A-b_c.2", "x".repeat(128)])("may be named %s", async (name) => {
    const session = await newSession();
    expect((await uploadRecording(service, session, name, ogg)).status).toBe(201);
    expect(await listRecordings(service, session)).toMatchObject([{ name }]);
  });

  test.each([
    ".hidden",
    "-a",
    "_a",
    "a b",
    "a%2Fb",
    "%2E%2E%2Fb",
    "a%00",
    "a%0Ab",
    "%22a",
    "é",
    "x".repeat(129),
    "x".repeat(10_000),
  ])("may not be named %s", async (name) => {
    const session = await newSession();
    const response = await uploadRecording(service, session, name, ogg);
    expect([response.status, await detailOf(response)]).toMatchObject([
      422,
      [{ loc: ["path", "name"] }],
    ]);
    expect(await listRecordings(service, session)).toEqual([]);
  });
});

describe("checksums", () => {
  const hash = (algorithm: string, encoding: "hex" | "base64", bytes = ogg) =>
    createHash(algorithm).update(bytes).digest(encoding);

  test.each<[string, string]>([
    ["x-content-sha256", hash("sha256", "hex")],
    ["content-md5", hash("md5", "base64")],
    ["digest", `sha-256=${hash("sha256", "base64")}`],
    ["digest", `MD5=${hash("md5", "base64")}`],
    ["content-digest", `sha-256=:${hash("sha256", "base64")}:`],
    ["repr-digest", `sha-256=:${hash("sha256", "base64")}:`],
  ])("right: %s %s", async (header, value) => {
    const response = await uploadRecording(service, await newSession(), "a", ogg, {
      [header]: value,
    });
    expect(response.status).toBe(201);
  });

  test.each<[string, string]>([
    ["x-content-sha256", hash("sha256", "hex", mp3)],
    ["x-content-sha256", "nonsense"],
    ["content-md5", hash("md5", "base64", mp3)],
    ["content-md5", hash("md5", "hex")],
    ["digest", `sha-256=${hash("sha256", "base64", mp3)}`],
    ["digest", `md5=${hash("md5", "base64", mp3)}`],
    ["content-digest", `sha-256=:${hash("sha256", "base64", mp3)}:`],
    ["repr-digest", `sha-256=:${hash("sha256", "base64", mp3)}:`],
  ])("wrong: %s %s leaves what was there before", async (header, value) => {
    const session = await newSession();
    await uploadRecording(service, session, "a", mp3);
    const [listed, files] = [
      await listRecordings(service, session),
      await recordingFiles(service.dataDir),
    ];
    const response = await uploadRecording(service, session, "a", ogg, { [header]: value });
    expect([response.status, await detailOf(response)]).toMatchObject([
      422,
      [{ loc: ["header", header] }],
    ]);
    expect(await listRecordings(service, session)).toEqual(listed);
    expect(await recordingFiles(service.dataDir)).toEqual(files);
  });
});

describe("an upload cut half-way", () => {
  test.each([
    ["with its length", 100_000, mp3.subarray(0, 50_000)],
    [
      "in chunks",
      -1,
      Buffer.concat([Buffer.from("c350\r\n"), mp3.subarray(0, 50_000), Buffer.from("\r\n")]),
    ],
  ])("%s leaves no recording and no file", async (_how, promised, first) => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    const socket = await beginUpload(session, "call", promised, first);
    expect(await recordingFiles(service.dataDir)).toHaveLength(before.length + 1);
    socket.destroy();
    await eventually(async () => {
      expect(await listRecordings(service, session)).toEqual([]);
      expect(await recordingFiles(service.dataDir)).toEqual(before);
    });
    expect(await recordingUrls(service, session)).toEqual([]);
  });

  test("leaves the recording of its name that was there", async () => {
    const session = await newSession();
    await uploadRecording(service, session, "call", ogg);
    const socket = await beginUpload(session, "call", 100_000, mp3.subarray(0, 50_000));
    expect((await bytesOf(session))[0]!.equals(ogg)).toBe(true);
    socket.resetAndDestroy();
    await eventually(async () =>
      expect(await listRecordings(service, session)).toMatchObject([
        { name: "call", state: "ready", sha256: sha256(ogg) },
      ]),
    );
  });
});

describe("too large a recording is refused with 413 and leaves nothing", () => {
  const large = Buffer.concat([mp3, Buffer.alloc(5 * MAX_BYTES)]);

  test("one that tells its length", async () => {
    const session = await newSession();
    const response = await uploadRecording(service, session, "a", large);
    expect([response.status, await detailOf(response)]).toEqual([
      413,
      `a recording may have up to ${MAX_BYTES} bytes; nothing was kept`,
    ]);
    expect(await listRecordings(service, session)).toEqual([]);
  });

  test("one that does not", async () => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    const response = await uploadRecording(service, session, "a", new Blob([large]).stream());
    expect([response.status, await detailOf(response)]).toEqual([
      413,
      `a recording may have up to ${MAX_BYTES} bytes; nothing was kept`,
    ]);
    expect(await listRecordings(service, session)).toEqual([]);
    expect(await recordingFiles(service.dataDir)).toEqual(before);
  });

  test("one of the size allowed is kept", async () => {
    const bytes = Buffer.concat([mp3, Buffer.alloc(MAX_BYTES - mp3.length)]);
    const response = await uploadRecording(service, await newSession(), "a", bytes);
    expect(await response.json()).toMatchObject({ bytes: MAX_BYTES });
  });
});

describe("several uploads of one name", () => {
  test("one after another: the last is kept, and the file of the first is gone", async () => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    await uploadRecording(service, session, "call", mp3);
    const response = await uploadRecording(service, session, "call", ogg);
    expect(response.status).toBe(201);
    expect(await listRecordings(service, session)).toMatchObject([{ sha256: sha256(ogg) }]);
    expect((await bytesOf(session))[0]!.equals(ogg)).toBe(true);
    expect(await recordingFiles(service.dataDir)).toHaveLength(before.length + 1);
  });

  test("all at once: every one is answered, one is kept whole, no other file stays", async () => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
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
    const [kept] = await bytesOf(session);
    expect(sha256(kept!)).toBe(listed[0]!.sha256);
    expect(await recordingFiles(service.dataDir)).toHaveLength(before.length + 1);
  });

  test("of several names: each is kept, listed by name", async () => {
    const session = await newSession();
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
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    await uploadRecording(service, session, "a", ogg);
    await uploadRecording(service, session, "b", ogg);
    expect((await remove(session)).status).toBe(204);
    expect(await recordingFiles(service.dataDir)).toEqual(before);
    await putSession(service, session);
    expect(await listRecordings(service, session)).toEqual([]);
  });

  test("during an upload lets the upload fail with 409 and leave nothing", async () => {
    const session = await newSession();
    const before = await recordingFiles(service.dataDir);
    const socket = await beginUpload(session, "call", mp3.length, mp3.subarray(0, 50_000));
    expect((await remove(session)).status).toBe(204);
    const { status, body } = await finish(socket, mp3.subarray(50_000));
    expect(status).toBe(409);
    expect(JSON.parse(body)).toEqual({
      detail: `session ${session} was deleted during the upload; nothing was kept`,
    });
    expect(await recordingFiles(service.dataDir)).toEqual(before);
  });
});

test("a recording whose bytes are gone is failed, and ready again once uploaded again", async () => {
  const session = await newSession();
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

test("replacing a session leaves its recordings", async () => {
  const session = await newSession();
  await uploadRecording(service, session, "call", ogg);
  await putSession(service, session, { agent_name: "Other" });
  expect(await listRecordings(service, session)).toMatchObject([{ name: "call", state: "ready" }]);
});

describe("the URLs of a session's recordings", () => {
  const ask = (session: string, init: RequestInit = {}) =>
    service.call(`/api/v1/sessions/recording/${session}`, { method: "POST", ...init });

  test.each<[string, RequestInit]>([
    ["no body", {}],
    ["an empty JSON body", { headers: { "content-type": "application/json" }, body: "" }],
    ["{}", { headers: { "content-type": "application/json" }, body: "{}" }],
  ])("are given to a request with %s", async (_what, init) => {
    const session = await newSession();
    await uploadRecording(service, session, "call", ogg);
    const asked = Date.now();
    const response = await ask(session, init);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { expiration: string };
    expect(answer).toEqual({
      session_id: session,
      recordings: [
        expect.stringMatching(`^${service.url}/api/v1/sessions/recording/stream\\?token=`),
      ],
      expiration: expect.stringMatching(/Z$/),
    });
    const seconds = (Date.parse(answer.expiration) - asked) / 1_000;
    expect(seconds).toBeGreaterThan(3_590);
    expect(seconds).toBeLessThan(3_610);
  });

  test("are none for a session without recordings, 404 without a session", async () => {
    expect(await (await ask(await newSession())).json()).toMatchObject({ recordings: [] });
    expect((await ask("999999")).status).toBe(404);
  });

  test("have the base that the service was told", async () => {
    const other = await startService({ publicUrl: "https://calls.example.com/base/" });
    await putSession(other, "1");
    await uploadRecording(other, "1", "call", ogg);
    const [url] = await recordingUrls(other, "1");
    expect(url).toMatch(
      /^https:\/\/calls\.example\.com\/base\/api\/v1\/sessions\/recording\/stream/,
    );
    await other.remove();
  });
});

test("uploads that a crash cut are gone when the service starts again", async () => {
  const crashed = await startService();
  await putSession(crashed, "1");
  await uploadRecording(crashed, "1", "kept", ogg);
  const kept = await recordingFiles(crashed.dataDir);
  const socket = await connectTo(crashed.url);
  socket.on("error", () => undefined);
  const head = `PUT /api/v1/sessions/recording/1/cut HTTP/1.1\r\nhost: x\r\nsyllable-api-key: ${ADMIN_KEY}`;
  socket.write(`${head}\r\ncontent-type: audio/mpeg\r\ncontent-length: 99999\r\n\r\nabc`);
  await eventually(async () => expect(await recordingFiles(crashed.dataDir)).toHaveLength(2));
  // A second start sees what the first would have left behind.
  const again = await startService({ dataDir: crashed.dataDir });
  expect(await listRecordings(again, "1")).toMatchObject([{ name: "kept", state: "ready" }]);
  expect(await recordingFiles(again.dataDir)).toEqual(kept);
  socket.destroy();
  await once(socket, "close");
  await again.stop();
  await crashed.remove();
});
