/** The real service over a real object store. */

import { createHash, randomBytes } from "node:crypto";
import { SetupError } from "syllable-server";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix, type ObjectStore, openObjectStore } from "syllable-test-support/object-store";
import {
  beginUpload,
  demoRecording,
  detailOf,
  finishUpload,
  listRecordings,
  newSession,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { startFront } from "syllable-test-support/store-front";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

const store = (await openObjectStore()) as ObjectStore;
afterAll(() => store?.remove());

const mp3 = demoRecording("100006/call.mp3");
/** More than two parts of a multipart upload. */
const long = randomBytes(12_000_000);
const AUDIO = { "content-type": "audio/mpeg" };

describe("recordings in an object store", needs(store), () => {
  const prefix = newPrefix();
  let service: TestService;
  beforeAll(async () => {
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    service = await startService({ recordingsUrl, s3Endpoint: store.endpoint });
  });
  afterAll(() => service?.remove());

  const urlOf = async (session: string) => (await recordingUrls(service, session))[0]!;
  const keys = () => store.keysUnder(prefix);

  test("an upload is kept with its facts, and read through the service", async () => {
    const session = await newSession(service);
    const before = await keys();
    const response = await uploadRecording(service, session, "call", mp3);
    expect(await response.json()).toMatchObject({
      state: "ready",
      type: "audio/mpeg",
      bytes: mp3.length,
      sha256: sha256(mp3),
      seconds: expect.any(Number),
    });
    expect(await keys()).toHaveLength(before.length + 1);
    const url = await urlOf(session);
    const whole = await fetch(url, { redirect: "error" });
    expect(whole.headers.get("content-type")).toBe("audio/mpeg");
    expect(Buffer.from(await whole.arrayBuffer()).equals(mp3)).toBe(true);
    const part = await fetch(url, { headers: { range: "bytes=1000-1999" } });
    expect([part.status, part.headers.get("content-range")]).toEqual([
      206,
      `bytes 1000-1999/${mp3.length}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(mp3.subarray(1_000, 2_000))).toBe(true);
    const head = await fetch(url, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(mp3.length));
  });

  test("a long one is kept in parts, and read whole and in ranges across them", async () => {
    const session = await newSession(service);
    expect((await uploadRecording(service, session, "long", long, AUDIO)).status).toBe(201);
    const url = await urlOf(session);
    const whole = createHash("sha256");
    for await (const chunk of (await fetch(url)).body!) whole.update(chunk);
    expect(whole.digest("hex")).toBe(sha256(long));
    const range = "bytes=5242000-5243999";
    const part = await fetch(url, { headers: { range } });
    const expected = long.subarray(5_242_000, 5_244_000);
    expect(Buffer.from(await part.arrayBuffer()).equals(expected)).toBe(true);
  });

  test.each([100_000, 8_000_000])("an upload cut after %i bytes leaves nothing", async (sent) => {
    const session = await newSession(service);
    const before = await keys();
    const socket = await beginUpload(service, session, "cut", long.length, long.subarray(0, sent));
    const begun = sent > 5_300_000 ? 1 : 0;
    await eventually(async () => expect(await keys()).toHaveLength(before.length + begun));
    socket.destroy();
    await eventually(async () => {
      expect(await listRecordings(service, session)).toEqual([]);
      expect(await keys()).toEqual(before);
    });
  });

  test("a wrong checksum leaves nothing", async () => {
    const session = await newSession(service);
    const before = await keys();
    const headers = { ...AUDIO, "x-content-sha256": sha256(mp3) };
    expect((await uploadRecording(service, session, "bad", long, headers)).status).toBe(422);
    await eventually(async () => expect(await keys()).toEqual(before));
  });

  test("a session deleted takes its objects along", async () => {
    const before = await keys();
    const session = await newSession(service);
    await uploadRecording(service, session, "call", mp3);
    await service.call(`/api/v1/sessions/${session}`, { method: "DELETE" });
    await eventually(async () => expect(await keys()).toEqual(before));
  });

  test.each<[string, (object: { Bucket: string; Key: string }) => Promise<unknown>]>([
    ["gone", (object) => store.s3.deleteObject(object)],
    ["cut short", (object) => store.s3.putObject({ ...object, Body: mp3.subarray(0, 5_000) })],
  ])("an object that is %s is a failed recording and a 404", async (_what, damage) => {
    const session = await newSession(service);
    const before = await keys();
    await uploadRecording(service, session, "call", mp3);
    const [Key] = (await keys()).filter((key) => !before.includes(key));
    const url = await urlOf(session);
    await damage({ Bucket: store.bucket, Key: Key! });
    expect(await listRecordings(service, session)).toMatchObject([{ state: "failed" }]);
    for (const range of ["", "bytes=0-99", "bytes=6000-6099", "bytes=99999999-"]) {
      const response = await fetch(url, { headers: range ? { range } : {} });
      expect(response.status).toBe(404);
      expect(response.headers.get("etag")).toBeNull();
      expect(await detailOf(response)).toContain("upload it again");
    }
    expect((await fetch(url, { method: "HEAD" })).status).toBe(404);
  });

  test("a reader that goes away ends the request to the store", async () => {
    await using front = await startFront(store.endpoint);
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    const behind = await startService({ recordingsUrl, s3Endpoint: front.url });
    const session = await newSession(behind);
    await uploadRecording(behind, session, "long", long, AUDIO);
    const [url] = await recordingUrls(behind, session);
    front.hold(1_000_000);
    const reading = new AbortController();
    const response = await fetch(url!, { signal: reading.signal });
    await response.body!.getReader().read();
    await eventually(() => expect(front.held()).toBe(1));
    reading.abort();
    await eventually(() => expect(front.held()).toBe(0));
    await behind.remove();
  });
});

describe("an object store in trouble", needs(store, store?.power), () => {
  let service: TestService;
  let session: string;
  let url: string;
  const lines: string[] = [];
  const prefix = newPrefix();
  beforeAll(async () => {
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    service = await startService({ recordingsUrl, s3Endpoint: store.endpoint, logLevel: "error" });
    session = await newSession(service);
    await uploadRecording(service, session, "kept", mp3);
    url = (await recordingUrls(service, session))[0]!;
    const write = process.stderr.write.bind(process.stderr);
    vi.spyOn(process.stderr, "write").mockImplementation((line, ...rest) => {
      if (!String(line).startsWith('{"level"')) return write(line, ...(rest as []));
      lines.push(String(line));
      return true;
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await service.remove();
  });

  async function expectUnavailable(retryAfter: string | null, detail: string): Promise<void> {
    lines.length = 0;
    const responses = await Promise.all([
      fetch(url),
      fetch(url, { headers: { range: "bytes=0-9" } }),
      fetch(url, { method: "HEAD" }),
      service.call(`/api/v1/sessions/recording/${session}`),
      uploadRecording(service, session, "other", mp3),
    ]);
    for (const response of responses) {
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, retryAfter]);
    }
    expect(await detailOf(responses[0]!)).toBe(`the recordings can't be used now: ${detail}`);
    expect(lines.length).toBeGreaterThanOrEqual(responses.length);
    expect((await service.call("/readyz")).status).toBe(503);
    expect((await service.call(`/api/v1/sessions/${session}`)).status).toBe(200);
  }

  test("is told as such, and used again once it is back, without a restart", async () => {
    const cut = await newSession(service);
    const socket = await beginUpload(service, cut, "cut", long.length, long.subarray(0, 6_000_000));
    await eventually(async () => expect(await store.keysUnder(prefix)).toHaveLength(2));
    await store.power!.stop();
    const answer = await finishUpload(socket, long.subarray(6_000_000));
    expect(answer.status).toBe(503);
    expect(answer.head).toContain("retry-after: 5");
    await expectUnavailable(
      "5",
      "the object store can't be reached (ECONNREFUSED); try again soon",
    );

    await store.power!.start("another");
    await expectUnavailable(
      null,
      "the object store rejected the credentials (SignatureDoesNotMatch); the operator of the service must fix it",
    );

    await store.power!.stop();
    await store.power!.start();
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(mp3)).toBe(true);
    expect((await service.call("/readyz")).status).toBe(200);
    expect((await uploadRecording(service, session, "next", mp3)).status).toBe(201);
    // The sweeper deletes what the failed uploads left.
    await eventually(async () => expect(await store.keysUnder(prefix)).toHaveLength(2));
    expect(await listRecordings(service, cut)).toEqual([]);
    expect(await listRecordings(service, session)).toMatchObject([
      { name: "kept", state: "ready" },
      { name: "next", state: "ready" },
    ]);
  });
});

describe("a start", needs(store), () => {
  const place = () => `s3://${store?.bucket}/${newPrefix()}`;
  const start = async (settings: object, variables: Record<string, string | undefined> = {}) => {
    const before = { ...process.env };
    Object.assign(process.env, variables);
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
    }
    try {
      const service = await startService({ s3Endpoint: store.endpoint, ...settings });
      await service.remove();
    } finally {
      Object.assign(process.env, before);
    }
  };

  test.each<[string, () => Promise<void>, string]>([
    [
      "a bucket that is not there",
      () => start({ recordingsUrl: "s3://not-there/x" }),
      "the bucket does not exist; create it, or set --recordings-url to another bucket",
    ],
    [
      "a wrong secret",
      () => start({ recordingsUrl: place() }, { AWS_SECRET_ACCESS_KEY: "wrong" }),
      "the object store rejected the credentials (",
    ],
    [
      "no credentials",
      () =>
        start(
          { recordingsUrl: place() },
          { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
        ),
      "no credentials for the object store; set AWS_ACCESS_KEY_ID",
    ],
    [
      "another region",
      () => start({ recordingsUrl: place() }, { AWS_REGION: "eu-central-1" }),
      "the bucket is in another region; set AWS_REGION to its region",
    ],
    [
      "nobody at the endpoint",
      () => start({ recordingsUrl: place(), s3Endpoint: "http://127.0.0.1:1" }),
      "can't be reached (ECONNREFUSED); check --s3-endpoint",
    ],
    [
      "no region, at AWS",
      () => start({ recordingsUrl: place(), s3Endpoint: undefined }, { AWS_REGION: undefined }),
      "no region is set; set AWS_REGION",
    ],
    [
      "another kind of place",
      () => start({ recordingsUrl: "ftp://x/y" }),
      "it must be file:///folder",
    ],
  ])("with %s is refused in one line", async (_what, starting, told) => {
    const error = await starting().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(error).toBeInstanceOf(SetupError);
    expect(error!.message).toMatch(/^can't keep recordings in \S+: [^\n]+$/);
    expect(error!.message).toContain(told);
  });
});
