/** An object store that stops, refuses the credentials, and works again. */
import { randomBytes } from "node:crypto";
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
  uploadRecording,
} from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

const store = (await openObjectStore()) as ObjectStore;
afterAll(() => store?.remove());

const mp3 = demoRecording("100006/call.mp3");
/** More than two parts of a multipart upload. */
const long = randomBytes(12_000_000);

describe("an object store that is unavailable", needs(store, store?.power), () => {
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
    expect(await detailOf(responses[0]!)).toBe(`recording storage is unavailable: ${detail}`);
    expect(lines.length).toBeGreaterThanOrEqual(responses.length);
    expect((await service.call("/readyz")).status).toBe(503);
    expect((await service.call(`/api/v1/sessions/${session}`)).status).toBe(200);
  }

  test("is reported, and is used again without a restart once it is back", async () => {
    const interrupted = await newSession(service);
    const socket = await beginUpload(
      service,
      interrupted,
      "cut",
      long.length,
      long.subarray(0, 6_000_000),
    );
    await eventually(async () => expect(await store.keysUnder(prefix)).toHaveLength(2));
    await store.power!.stop();
    const response = await finishUpload(socket, long.subarray(6_000_000));
    expect(response.status).toBe(503);
    expect(response.head).toContain("retry-after: 5");
    await expectUnavailable(
      "5",
      "the object store can't be reached (ECONNREFUSED); try again soon",
    );

    await store.power!.start("another");
    await expectUnavailable(
      null,
      "the object store refuses the credentials (SignatureDoesNotMatch); contact the service operator",
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
      { name: "kept", state: "ready" },
      { name: "next", state: "ready" },
    ]);
  });
});
