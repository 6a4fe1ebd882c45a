/** Outages of a bucket while the service runs. */

import { randomBytes } from "node:crypto";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix } from "syllable-test-support/object-store";
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
import type { TestService } from "syllable-test-support/service";
import { startHttpProxy, startTcpProxy } from "syllable-test-support/store-proxies";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openStore, startServiceWithBucket } from "./with-object-store.js";

const store = await openStore();

const mp3 = demoRecording("100006/call.mp3");
const AUDIO = { "content-type": "audio/mpeg" };
const audio = randomBytes(6_000_000);
/** More than two parts of a multipart upload. */
const large = randomBytes(12_000_000);

describe("a service with recordings in a bucket", needs(store), () => {
  let service: TestService;
  afterEach(() => service?.remove());

  test("responds 503 while the bucket does not exist, and continues once it does", async () => {
    const Bucket = newPrefix();
    await store.s3.createBucket({ Bucket });
    service = await startServiceWithBucket(store, { recordingsUrl: `s3://${Bucket}` });
    const session = await newSession(service);
    await uploadRecording(service, session, "lost", audio, AUDIO);
    const [url] = await recordingUrls(service, session);
    const { Contents } = await store.s3.listObjectsV2({ Bucket });
    await store.s3.deleteObject({ Bucket, Key: Contents![0]!.Key! });
    await store.s3.deleteBucket({ Bucket });

    for (const response of [
      await fetch(url!),
      await fetch(url!, { headers: { range: "bytes=0-9" } }),
      await service.call(`/api/v1/sessions/recording/${session}`),
      await uploadRecording(service, session, "next", audio, AUDIO),
      await uploadRecording(service, session, "short", audio.subarray(0, 1_000), AUDIO),
    ]) {
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, null]);
      expect(await detailOf(response)).toContain(
        "the bucket does not exist; contact the service operator",
      );
    }
    expect((await service.call("/readyz")).status).toBe(503);

    await store.s3.createBucket({ Bucket });
    expect((await service.call("/readyz")).status).toBe(200);
    expect((await uploadRecording(service, session, "next", audio, AUDIO)).status).toBe(201);
    expect(await listRecordings(service, session)).toMatchObject([
      { name: "lost", state: "failed" },
      { name: "next", state: "ready" },
    ]);
    expect((await fetch(url!)).status).toBe(404);
    const [, next] = await recordingUrls(service, session);
    expect(sha256(new Uint8Array(await (await fetch(next!)).arrayBuffer()))).toBe(sha256(audio));
  });

  test("ends a download when the store ends it, and continues", async () => {
    await using proxy = await startTcpProxy(store.endpoint);
    service = await startServiceWithBucket(store, { s3Endpoint: proxy.url });
    const session = await newSession(service);
    await uploadRecording(service, session, "call", audio, AUDIO);
    const [url] = await recordingUrls(service, session);
    proxy.hold(1_000_000);
    const response = await fetch(url!);
    expect(response.status).toBe(200);
    await eventually(() => expect(proxy.held()).toBe(1));
    proxy.cut();
    await expect(response.arrayBuffer()).rejects.toThrow();
    const retried = await fetch(url!);
    expect(sha256(new Uint8Array(await retried.arrayBuffer()))).toBe(sha256(audio));
  });

  test("responds 503 if the store ends a short range, because no byte of it was sent", async () => {
    await using proxy = await startTcpProxy(store.endpoint);
    service = await startServiceWithBucket(store, { s3Endpoint: proxy.url });
    const session = await newSession(service);
    await uploadRecording(service, session, "call", audio, AUDIO);
    const [url] = await recordingUrls(service, session);
    const range = { range: "bytes=1000000-1199999" };
    proxy.hold(50_000);
    const pending = fetch(url!, { headers: range });
    await eventually(() => expect(proxy.held()).toBe(1));
    proxy.cut();
    const response = await pending;
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    const retried = await fetch(url!, { headers: range });
    const expected = audio.subarray(1_000_000, 1_200_000);
    expect(Buffer.from(await retried.arrayBuffer()).equals(expected)).toBe(true);
  });

  test("is not ready after a write that the store rejected, until writing works again", async () => {
    await using proxy = await startHttpProxy(store.endpoint);
    const prefix = newPrefix();
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    service = await startServiceWithBucket(store, { recordingsUrl, s3Endpoint: proxy.url });
    const session = await newSession(service);
    const ready = async () => (await service.call("/readyz")).status;
    proxy.rejectsWrites = true;
    // Nothing has been written yet.
    expect([await ready(), proxy.writes]).toEqual([200, 0]);
    const rejected = await uploadRecording(service, session, "call", audio, AUDIO);
    expect(rejected.status).toBe(503);
    expect([await ready(), await ready()]).toEqual([503, 503]);
    proxy.rejectsWrites = false;
    expect(await ready()).toBe(200);
    const { writes } = proxy;
    expect([await ready(), proxy.writes]).toEqual([200, writes]);
    await eventually(async () => expect(await store.keysUnder(prefix)).toEqual([]));
  });
});

describe("an object store that is stopped", needs(store, store?.power), () => {
  let service: TestService;
  let session: string;
  let url: string;
  const lines: string[] = [];
  const prefix = newPrefix();
  beforeAll(async () => {
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    service = await startServiceWithBucket(store, { recordingsUrl, logLevel: "error" });
    session = await newSession(service);
    await uploadRecording(service, session, "first", mp3);
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
    expect(await detailOf(responses[0]!)).toBe(`recording storage is unavailable: ${detail}`);
    expect(lines.length).toBeGreaterThanOrEqual(responses.length);
    expect((await service.call("/readyz")).status).toBe(503);
    expect((await service.call(`/api/v1/sessions/${session}`)).status).toBe(200);
  }

  test("is reported, and used again once it runs, without a restart", async () => {
    const interrupted = await newSession(service);
    const sent = large.subarray(0, 6_000_000);
    const socket = await beginUpload(service, interrupted, "call", large.length, sent);
    await eventually(async () => expect(await store.keysUnder(prefix)).toHaveLength(2));
    await store.power!.stop();
    const response = await finishUpload(socket, large.subarray(6_000_000));
    expect(response.status).toBe(503);
    expect(response.head).toContain("retry-after: 5");
    await expectUnavailable(
      "5",
      "the object store can't be reached (ECONNREFUSED); try again soon",
    );

    await store.power!.start("another");
    await expectUnavailable(
      null,
      "the object store rejected the credentials (SignatureDoesNotMatch); contact the service operator",
    );

    await store.power!.stop();
    await store.power!.start();
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(mp3)).toBe(true);
    expect((await service.call("/readyz")).status).toBe(200);
    expect((await uploadRecording(service, session, "next", mp3)).status).toBe(201);
    // The sweeper deletes what the failed uploads left.
    await eventually(async () => expect(await store.keysUnder(prefix)).toHaveLength(2));
    expect(await listRecordings(service, interrupted)).toEqual([]);
    expect(await listRecordings(service, session)).toMatchObject([
      { name: "first", state: "ready" },
      { name: "next", state: "ready" },
    ]);
  });
});
