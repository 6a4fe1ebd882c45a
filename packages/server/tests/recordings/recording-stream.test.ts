import { rm, truncate } from "node:fs/promises";
import { openStore } from "syllable-server";
import { recordingFiles } from "syllable-test-support/data-folder";
import { newKey, newOrganisation } from "syllable-test-support/organisation";
import {
  demoRecording,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { jsonWith, putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RecordingGrant, signToken } from "../../src/recordings/tokens.js";

const audio = demoRecording("100017/message.ogg");
const etag = `"${sha256(audio)}"`;
const size = audio.length;
const PATH = "/api/v1/sessions/recording/stream";

let service: TestService;
let url: string;
let secret: Buffer;
let grant: RecordingGrant;
beforeAll(async () => {
  service = await startService();
  await putSession(service, "1");
  await uploadRecording(service, "1", "call.ogg", audio);
  [url] = (await recordingUrls(service, "1")) as [string];
  const store = await openStore(service);
  secret = await store.getSecret("recording-tokens");
  const { id: organisation } = await store.keys.ensureOrganisation("default");
  await store.close();
  const expires = Math.floor(Date.now() / 1000) + 60;
  grant = { organisation, session: 1, name: "call.ogg", expires };
});
afterAll(() => service.remove());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const detailOf = async (response: Response) =>
  ((await response.json()) as { detail: unknown }).detail;
const withToken = (token: string, headers: Record<string, string> = {}) =>
  fetch(`${service.url}${PATH}?token=${encodeURIComponent(token)}`, { headers });

describe("the whole recording", () => {
  test("comes without a key, with its headers", async () => {
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
  ])("to who accepts %s is %s", async (accept, type) => {
    const response = await fetch(url, { headers: { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("vary")).toBe("Accept");
    expect((await bytesOf(response)).equals(audio)).toBe(true);
  });

  test("is described to HEAD without its bytes, a range asked for or not", async () => {
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

describe("a part", () => {
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

  test("of every size, put together, is the whole", async () => {
    const parts: Buffer[] = [];
    for (let start = 0; start < size; start += 9_999) {
      const range = `bytes=${start}-${start + 9_998}`;
      parts.push(await bytesOf(await fetch(url, { headers: { range } })));
    }
    expect(Buffer.concat(parts).equals(audio)).toBe(true);
  });

  test.each(["bytes=abc", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes"])(
    "%s is none: the whole comes",
    async (range) => {
      const response = await fetch(url, { headers: { range } });
      expect(response.status).toBe(200);
      expect((await bytesOf(response)).equals(audio)).toBe(true);
    },
  );

  test.each([`bytes=${size}-`, `bytes=${size}-${size + 9}`, "bytes=-0"])(
    "%s lies outside: 416 tells the size",
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
  ])("if it is still %s", async (_what, ifRange, status) => {
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
])("If-None-Match %s is answered %i", async (tag, status) => {
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
  "a response %i to %s can't run as a page, and plays elsewhere",
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
])("a response %i is JSON that no browser runs", async (status, headers) => {
  const response = await fetch(url, { headers });
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/json",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "x-content-type-options": "nosniff",
  });
  await response.arrayBuffer();
});

describe("a token", () => {
  const token = () => new URL(url).searchParams.get("token")!;

  test("of one's own minting opens what it names", async () => {
    expect((await withToken(signToken(secret, grant))).status).toBe(200);
  });

  test.each<[string, () => string]>([
    ["made up", () => "nonsense"],
    ["empty", () => ""],
    ["truncated", () => token().slice(0, -1)],
    ["without its signature", () => token().split(".")[0]!],
    ["longer", () => `${token()}A`],
    ["forged", () => signToken(Buffer.alloc(32), grant)],
    [
      "with another's signature",
      () => {
        const [payload] = signToken(secret, { ...grant, session: 2 }).split(".");
        return `${payload}.${token().split(".")[1]}`;
      },
    ],
    ["spelled otherwise", () => `${token()}=`],
    ["with a letter before it", () => `x${token()}`],
    ["10,000 characters long", () => "a.".repeat(5_000)],
  ])("%s is refused with 401", async (_what, make) => {
    const response = await withToken(make());
    expect([response.status, await detailOf(response)]).toEqual([
      401,
      "invalid recording token; request the recording URLs again",
    ]);
  });

  test("that has expired is refused with 401, and says so", async () => {
    const expired = signToken(secret, { ...grant, expires: Math.floor(Date.now() / 1000) });
    const response = await withToken(expired);
    expect([response.status, await detailOf(response)]).toEqual([
      401,
      "the recording token has expired; request the recording URLs again",
    ]);
  });

  test.each([
    ["absent", ""],
    ["given twice", "?token=a&token=b"],
    ["beside an unknown parameter", "?token=a&mood=b"],
  ])("%s is a malformed request", async (_what, query) => {
    const response = await fetch(service.url + PATH + query);
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/json");
    const place = query.includes("mood") ? "mood" : "token";
    expect(await detailOf(response)).toMatchObject([{ loc: ["query", place] }]);
  });

  test("with a NUL in it is a malformed request", async () => {
    expect((await withToken("a\0b")).status).toBe(422);
  });

  test("works as long as the service was told", async () => {
    const brief = await startService({ tokenSeconds: 60 });
    await putSession(brief, "1");
    const path = "/api/v1/sessions/recording/1";
    const answer = await (await brief.call(path, { method: "POST" })).json();
    const left = Date.parse((answer as { expiration: string }).expiration) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThan(61_000);
    await brief.remove();
  });
});

describe("a key sent with the token", () => {
  test.each<[string, () => Promise<string>, number]>([
    ["of the same organisation", async () => ADMIN_KEY, 200],
    ["of the same organisation, to read", () => newKey(service, { scope: "read" }), 200],
    ["of another organisation", () => newOrganisation(service), 403],
    ["that there is not", async () => "syl_wrong", 401],
  ])("%s", async (_what, key, status) => {
    const response = await fetch(url, { headers: { "syllable-api-key": await key() } });
    expect(response.status).toBe(status);
    await response.arrayBuffer();
  });
});

describe("a recording that is no longer there is 404", () => {
  const fresh = async (id: string) => {
    await putSession(service, id);
    await uploadRecording(service, id, "call", audio);
    return (await recordingUrls(service, id))[0]!;
  };
  const newestFile = async (before: string[]) =>
    (await recordingFiles(service.dataDir)).find((file) => !before.includes(file))!;

  test("with its session deleted", async () => {
    const opened = await fresh("20");
    await service.call("/api/v1/sessions/20", { method: "DELETE" });
    const response = await fetch(opened);
    expect([response.status, await detailOf(response)]).toEqual([404, "recording call not found"]);
  });

  test.each<[string, string, (file: string) => Promise<void>]>([
    ["gone", "21", (file) => rm(file)],
    ["cut short", "22", (file) => truncate(file, 10)],
  ])("with its bytes %s, whole, in part or described", async (_what, id, harm) => {
    const before = await recordingFiles(service.dataDir);
    const opened = await fresh(id);
    await harm(await newestFile(before));
    for (const init of [{}, { headers: { range: "bytes=0-5" } }, { method: "HEAD" }]) {
      const response = await fetch(opened, init);
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toBe("application/json");
      if (!("method" in init)) {
        expect(await detailOf(response)).toBe(
          "the bytes of recording call are missing; upload it again",
        );
      }
    }
  });

  test("the URL of a replaced recording opens the new one", async () => {
    const opened = await fresh("23");
    const next = demoRecording("100006/call.mp3");
    await uploadRecording(service, "23", "call", next);
    const response = await fetch(opened);
    expect(response.headers.get("content-type")).toBe("audio/mpeg");
    expect((await bytesOf(response)).equals(next)).toBe(true);
  });
});

test("a client that stops in the middle of a stream harms nobody", async () => {
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

test("the POST that gives URLs takes a key's organisation alone", async () => {
  const key = await newOrganisation(service);
  const response = await service.call("/api/v1/sessions/recording/1", {
    method: "POST",
    headers: jsonWith(key),
    body: "{}",
  });
  expect(response.status).toBe(404);
});
