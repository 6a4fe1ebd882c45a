/** What goes wrong with a bucket while a service uses it, and passes. */

import { randomBytes } from "node:crypto";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix, type ObjectStore, openObjectStore } from "syllable-test-support/object-store";
import {
  detailOf,
  listRecordings,
  newSession,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { startFront, startWriteGate } from "syllable-test-support/store-front";
import { afterAll, afterEach, describe, expect, test } from "vitest";

const store = (await openObjectStore()) as ObjectStore;
afterAll(() => store?.remove());

const AUDIO = { "content-type": "audio/mpeg" };
const audio = randomBytes(6_000_000);

describe("a service over a bucket", needs(store), () => {
  let service: TestService;
  afterEach(() => service?.remove());

  test("answers 503 while the bucket is gone, and goes on once it is there again", async () => {
    const Bucket = newPrefix();
    await store.s3.createBucket({ Bucket });
    service = await startService({ recordingsUrl: `s3://${Bucket}`, s3Endpoint: store.endpoint });
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
        "the bucket does not exist; the operator of the service",
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

  test("cuts a download that the store cuts, and goes on", async () => {
    await using front = await startFront(store.endpoint);
    const recordingsUrl = `s3://${store.bucket}/${newPrefix()}`;
    service = await startService({ recordingsUrl, s3Endpoint: front.url });
    const session = await newSession(service);
    await uploadRecording(service, session, "call", audio, AUDIO);
    const [url] = await recordingUrls(service, session);
    front.hold(1_000_000);
    const response = await fetch(url!);
    expect(response.status).toBe(200);
    await eventually(() => expect(front.held()).toBe(1));
    front.cut();
    await expect(response.arrayBuffer()).rejects.toThrow();
    const again = await fetch(url!);
    expect(sha256(new Uint8Array(await again.arrayBuffer()))).toBe(sha256(audio));
  });

  test("answers 503 where the store cuts a short range, as nothing of it is sent yet", async () => {
    await using front = await startFront(store.endpoint);
    const recordingsUrl = `s3://${store.bucket}/${newPrefix()}`;
    service = await startService({ recordingsUrl, s3Endpoint: front.url });
    const session = await newSession(service);
    await uploadRecording(service, session, "call", audio, AUDIO);
    const [url] = await recordingUrls(service, session);
    const range = { range: "bytes=1000000-1199999" };
    front.hold(50_000);
    const answering = fetch(url!, { headers: range });
    await eventually(() => expect(front.held()).toBe(1));
    front.cut();
    const response = await answering;
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    const again = await fetch(url!, { headers: range });
    const expected = audio.subarray(1_000_000, 1_200_000);
    expect(Buffer.from(await again.arrayBuffer()).equals(expected)).toBe(true);
  });

  test("is not ready after a write that the store refuses, until writing works again", async () => {
    await using gate = await startWriteGate(store.endpoint);
    const prefix = newPrefix();
    const recordingsUrl = `s3://${store.bucket}/${prefix}`;
    service = await startService({ recordingsUrl, s3Endpoint: gate.url });
    const session = await newSession(service);
    const ready = async () => (await service.call("/readyz")).status;
    gate.refuses = true;
    // Nothing was written yet.
    expect([await ready(), gate.writes]).toEqual([200, 0]);
    const refused = await uploadRecording(service, session, "call", audio, AUDIO);
    expect(refused.status).toBe(503);
    expect([await ready(), await ready()]).toEqual([503, 503]);
    gate.refuses = false;
    expect(await ready()).toBe(200);
    const { writes } = gate;
    expect([await ready(), gate.writes]).toEqual([200, writes]);
    await eventually(async () => expect(await store.keysUnder(prefix)).toEqual([]));
  });
});
