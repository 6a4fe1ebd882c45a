/** Recordings in a bucket, through the whole service. */

import { createHash, randomBytes } from "node:crypto";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix } from "syllable-test-support/object-store";
import {
  beginUpload,
  demoRecording,
  detailOf,
  listRecordings,
  newSession,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import type { TestService } from "syllable-test-support/service";
import { startTcpProxy } from "syllable-test-support/store-proxies";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore, startServiceWithBucket } from "./with-object-store.js";

const store = await openStore();

const mp3 = demoRecording("100006/call.mp3");
/** More than two parts of a multipart upload. */
const long = randomBytes(12_000_000);
const AUDIO = { "content-type": "audio/mpeg" };

describe("recordings in a bucket", needs(store), () => {
  const prefix = newPrefix();
  let service: TestService;
  beforeAll(async () => {
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    service = await startServiceWithBucket(store, { recordingsUrl });
  });
  afterAll(() => service?.remove());

  const urlOf = async (session: string) => (await recordingUrls(service, session))[0]!;
  const keys = () => store.keysUnder(prefix);

  test("are uploaded with their facts, and streamed through the service", async () => {
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

  test("are uploaded in parts if they are large, and read across parts", async () => {
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

  test.each([100_000, 8_000_000])(
    "leave nothing if an upload is interrupted after %i bytes",
    async (sent) => {
      const session = await newSession(service);
      const before = await keys();
      const socket = await beginUpload(
        service,
        session,
        "interrupted",
        long.length,
        long.subarray(0, sent),
      );
      const multipartUploads = sent > 5_300_000 ? 1 : 0;
      await eventually(async () =>
        expect(await keys()).toHaveLength(before.length + multipartUploads),
      );
      socket.destroy();
      await eventually(async () => {
        expect(await listRecordings(service, session)).toEqual([]);
        expect(await keys()).toEqual(before);
      });
    },
  );

  test("leave nothing if their checksum is wrong", async () => {
    const session = await newSession(service);
    const before = await keys();
    const headers = { ...AUDIO, "x-content-sha256": sha256(mp3) };
    expect((await uploadRecording(service, session, "bad", long, headers)).status).toBe(422);
    await eventually(async () => expect(await keys()).toEqual(before));
  });

  test("are deleted with their session", async () => {
    const before = await keys();
    const session = await newSession(service);
    await uploadRecording(service, session, "call", mp3);
    await service.call(`/api/v1/sessions/${session}`, { method: "DELETE" });
    await eventually(async () => expect(await keys()).toEqual(before));
  });

  test.each<[string, (object: { Bucket: string; Key: string }) => Promise<unknown>]>([
    ["missing", (object) => store.s3.deleteObject(object)],
    ["truncated", (object) => store.s3.putObject({ ...object, Body: mp3.subarray(0, 5_000) })],
  ])("are failed and respond 404 if their object is %s", async (_state, damage) => {
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

  test("end the request to the store when the client disconnects", async () => {
    await using proxy = await startTcpProxy(store.endpoint);
    await using proxied = await startServiceWithBucket(store, { s3Endpoint: proxy.url });
    const session = await newSession(proxied);
    await uploadRecording(proxied, session, "long", long, AUDIO);
    const [url] = await recordingUrls(proxied, session);
    proxy.hold(1_000_000);
    const reading = new AbortController();
    const response = await fetch(url!, { signal: reading.signal });
    await response.body!.getReader().read();
    await eventually(() => expect(proxy.held()).toBe(1));
    reading.abort();
    await eventually(() => expect(proxy.held()).toBe(0));
  });
});
