import {
  demoRecording,
  detailOf,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";
import { recordingEtags } from "../../src/recordings/recording-etags.js";

const audio = demoRecording("100017/message.ogg");
const [etag, etagOfBytes] = recordingEtags({ sha256: sha256(audio), type: "audio/ogg" });
const size = audio.length;

const service = withService();
let url: string;
beforeAll(async () => {
  await putSession(service, "1");
  await uploadRecording(service, "1", "call.ogg", audio);
  [url] = (await recordingUrls(service, "1")) as [string];
});

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("the complete recording", () => {
  test("is sent without a key, with its headers", async () => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "content-disposition": 'inline; filename="call.ogg"',
      "content-length": String(size),
      "content-type": "audio/ogg",
      etag,
      vary: "Accept",
      "x-content-type-options": "nosniff",
    });
    expect((await bytesOf(response)).equals(audio)).toBe(true);
  });

  test.each([
    ["application/octet-stream", "application/octet-stream"],
    ["application/json;q=1, application/octet-stream;q=0", "application/octet-stream"],
    ["Application/Octet-Stream", "application/octet-stream"],
    ["*/*", "audio/ogg"],
    ["audio/webm,audio/ogg,audio/*;q=0.9,*/*;q=0.5", "audio/ogg"],
    ["text/html", "audio/ogg"],
  ])("for Accept: %s has type %s", async (accept, type) => {
    const response = await fetch(url, { headers: { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("vary")).toBe("Accept");
    const expected = type === "audio/ogg" ? etag : etagOfBytes;
    expect(response.headers.get("etag")).toBe(expected);
    expect((await bytesOf(response)).equals(audio)).toBe(true);
  });

  test("is described to a HEAD request, with or without a range", async () => {
    for (const headers of [{}, { range: "bytes=0-9" }] as Record<string, string>[]) {
      const response = await fetch(url, { method: "HEAD", headers });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-length")).toBe(String(size));
      expect(response.headers.get("content-type")).toBe("audio/ogg");
      expect(response.headers.get("etag")).toBe(etag);
      expect((await bytesOf(response)).length).toBe(0);
    }
  });
});

describe("a range", () => {
  test.each<[string, number, number]>([
    ["bytes=0-0", 0, 0],
    ["bytes=0-99", 0, 99],
    ["bytes=100-", 100, size - 1],
    ["bytes=0-", 0, size - 1],
    ["bytes=-100", size - 100, size - 1],
    [`bytes=-${size * 2}`, 0, size - 1],
    [`bytes=${size - 1}-${size * 2}`, size - 1, size - 1],
  ])("%s is bytes %i to %i", async (range, start, end) => {
    const response = await fetch(url, { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/${size}`);
    expect(response.headers.get("content-length")).toBe(String(end - start + 1));
    expect(response.headers.get("content-type")).toBe("audio/ogg");
    expect((await bytesOf(response)).equals(audio.subarray(start, end + 1))).toBe(true);
  });

  test("after range is the complete recording", async () => {
    const parts: Buffer[] = [];
    for (let start = 0; start < size; start += 9_999) {
      const range = `bytes=${start}-${start + 9_998}`;
      parts.push(await bytesOf(await fetch(url, { headers: { range } })));
    }
    expect(Buffer.concat(parts).equals(audio)).toBe(true);
  });

  test.each(["bytes=abc", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes"])(
    "%s is ignored",
    async (range) => {
      const response = await fetch(url, { headers: { range } });
      expect(response.status).toBe(200);
      expect((await bytesOf(response)).equals(audio)).toBe(true);
    },
  );

  test.each([`bytes=${size}-`, `bytes=${size}-${size + 9}`, "bytes=-0"])(
    "%s is beyond the end: 416 with the size",
    async (range) => {
      const response = await fetch(url, { headers: { range } });
      expect(response.status).toBe(416);
      expect(response.headers.get("content-range")).toBe(`bytes */${size}`);
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(await detailOf(response)).toBe(
        `the requested range is outside the recording, which has ${size} bytes`,
      );
    },
  );

  test.each<[string, string, number]>([
    ["this version", etag, 206],
    ["another version", '"other"', 200],
    ["a weak tag", `W/${etag}`, 200],
    ["a date", "Wed, 21 Oct 2026 07:28:00 GMT", 200],
  ])("with If-Range of %s", async (_what, ifRange, status) => {
    const response = await fetch(url, { headers: { range: "bytes=0-9", "if-range": ifRange } });
    expect(response.status).toBe(status);
    expect((await bytesOf(response)).length).toBe(status === 206 ? 10 : size);
  });
});

test.each<[string, number]>([
  [etag, 304],
  [`W/${etag}`, 304],
  [`"other", ${etag}`, 304],
  ["*", 304],
  ['"other"', 200],
  ["", 200],
])("If-None-Match %s gets %i", async (tag, status) => {
  const response = await fetch(url, { headers: { "if-none-match": tag } });
  expect(response.status).toBe(status);
  expect((await bytesOf(response)).length).toBe(status === 304 ? 0 : size);
  expect(response.headers.get("etag")).toBe(etag);
});

test.each<[number, string, Record<string, string>]>([
  [200, "GET", {}],
  [200, "HEAD", {}],
  [206, "GET", { range: "bytes=0-9" }],
  [304, "GET", { "if-none-match": etag }],
  [304, "HEAD", { "if-none-match": etag }],
])(
  "a response %i to %s can't run as a page, and can be played on other pages",
  async (status, method, headers) => {
    const response = await fetch(url, { method, headers });
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-security-policy": "sandbox allow-same-origin; default-src 'none'; media-src 'self'",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
    await response.arrayBuffer();
  },
);

test.each<[number, Record<string, string>]>([
  [416, { range: `bytes=${size}-` }],
  [401, { "syllable-api-key": "syl_wrong" }],
])("a response %i is JSON that browsers do not run", async (status, headers) => {
  const response = await fetch(url, { headers });
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/json",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "x-content-type-options": "nosniff",
  });
  await response.arrayBuffer();
});

test("clients that disconnect during a stream do not affect others", async () => {
  const large = Buffer.concat([demoRecording("100006/call.mp3"), Buffer.alloc(8_000_000)]);
  await putSession(service, "30");
  await uploadRecording(service, "30", "call", large);
  const [opened] = await recordingUrls(service, "30");
  for (let count = 0; count < 20; count++) {
    const stop = new AbortController();
    const response = await fetch(opened!, { signal: stop.signal });
    const reader = response.body!.getReader();
    await reader.read();
    stop.abort();
    await reader.read().catch(() => undefined);
  }
  expect((await bytesOf(await fetch(opened!))).equals(large)).toBe(true);
});
