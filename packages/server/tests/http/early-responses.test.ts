/** Responses that are sent before the request body has arrived: clients receive them, and the body is not read. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { newKey } from "syllable-test-support/organisation";
import {
  connectTo,
  parseResponse,
  type RawResponse,
  readAll,
} from "syllable-test-support/raw-http";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const GIGABYTE = 1024 ** 3;
/** The most that the buffers of the system hold on both sides, beyond what the service reads. */
const BUFFERED = 64 * 1024 ** 2;
const MAX_RECORDING = 3_000_000;

const service = withService({ maxRecordingBytes: MAX_RECORDING, rateLimit: 100_000 });
let readKey: string;
beforeAll(async () => {
  await putSession(service, "1");
  readKey = await newKey(service, { scope: "read" });
});

const UPLOAD = "PUT /api/v1/sessions/recording/1/call";
const IMPORT = "POST /api/v1/sessions/import";
const PUT = "PUT /api/v1/sessions/1";
const LENGTH = `content-length: ${GIGABYTE}`;
const CHUNKED = "transfer-encoding: chunked";

/** Sends the headers, then a body until the service closes the connection or all is sent. */
async function sendEndlessly(requestLine: string, headers: string[], { url } = service) {
  const socket = await connectTo(url);
  const head = [`${requestLine} HTTP/1.1`, "host: test", ...headers];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const data = Buffer.alloc(64 * 1024, "x");
  const piece = headers.includes(CHUNKED)
    ? Buffer.concat([Buffer.from("10000\r\n"), data, Buffer.from("\r\n")])
    : data;
  let received = "";
  let receivedAt = 0;
  socket.on("data", (chunk) => {
    received += chunk;
    receivedAt ||= performance.now();
  });
  const begun = performance.now();
  const sent = await writeUntilClosed(socket, piece);
  const response = parseResponse(received);
  return {
    ...response,
    sent,
    respondedMs: receivedAt - begun,
    closedMs: performance.now() - begun,
  };
}

async function writeUntilClosed(socket: Socket, piece: Buffer): Promise<number> {
  const closed = new Promise((resolve) => socket.once("close", resolve));
  let sent = 0;
  while (!socket.destroyed && sent < GIGABYTE) {
    sent += piece.length;
    if (socket.write(piece)) continue;
    await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed]);
  }
  socket.destroy();
  await closed;
  return sent;
}

const key = (secret = ADMIN_KEY) => `syllable-api-key: ${secret}`;
const AUDIO = "content-type: audio/wav";
const JSON_TYPE = "content-type: application/json";

const cases: [status: number, what: string, request: string, headers: () => string[]][] = [
  [401, "an upload without a key", UPLOAD, () => [AUDIO, LENGTH]],
  [401, "an upload with a wrong key", UPLOAD, () => [key("wrong"), AUDIO, LENGTH]],
  [401, "an import without a key, in chunks", IMPORT, () => [CHUNKED]],
  [401, "a session without a key", PUT, () => [JSON_TYPE, LENGTH]],
  [403, "an upload with a key that may only read", UPLOAD, () => [key(readKey), AUDIO, LENGTH]],
  [
    404,
    "an upload to a session that does not exist",
    UPLOAD.replace("/1/", "/7/"),
    () => [key(), AUDIO, LENGTH],
  ],
  [404, "an unknown route", "PUT /nowhere", () => ["content-type: x/y", LENGTH]],
  [400, "a path with a bad escape", "PUT /%zz", () => [LENGTH]],
  [400, "an invalid host", PUT, () => ["host: second", key(), LENGTH]],
  [413, "an upload that is too large by its length", UPLOAD, () => [key(), AUDIO, LENGTH]],
  [413, "an upload that is too large, in chunks", UPLOAD, () => [key(), AUDIO, CHUNKED]],
  [413, "a session that is too large by its length", PUT, () => [key(), JSON_TYPE, LENGTH]],
  [413, "a session that is too large, in chunks", PUT, () => [key(), JSON_TYPE, CHUNKED]],
  [415, "a body that is compressed", IMPORT, () => [key(), "content-encoding: br", CHUNKED]],
  [200, "a body that the route does not read", "GET /healthz", () => [LENGTH]],
];

describe("the service reads little of a 1 GB body, and the client receives the response:", () => {
  test.concurrent.each(cases)("%i for %s", async (status, _what, request, headers) => {
    const response = await sendEndlessly(request, headers());
    expect(response.status).toBe(status);
    expect(response.head).toContain("connection: close");
    expect(JSON.parse(response.body)).toBeDefined();
    expect(response.sent).toBeLessThan(MAX_RECORDING + BUFFERED);
    expect(response.closedMs - response.respondedMs).toBeLessThan(20_000);
  });

  test("429 for a key with too many requests", async () => {
    await using limited = await startService({ rateLimit: 1 });
    await limited.call("/api/v1/sessions/");
    const response = await sendEndlessly(UPLOAD, [key(), AUDIO, LENGTH], limited);
    expect([response.status, response.sent < BUFFERED]).toEqual([429, true]);
    expect(response.head).toMatch(/retry-after: \d+/);
  });
});

test("a client that sends a small body before it reads receives the response", async () => {
  const socket = await connectTo(service.url);
  const body = Buffer.alloc(900_000);
  const head = [`${UPLOAD} HTTP/1.1`, "host: test", AUDIO, `content-length: ${body.length}`];
  socket.pause();
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await new Promise((sent) => socket.write(body, sent));
  const { status, head: received }: RawResponse = parseResponse(await readAll(socket));
  expect([status, received.includes("connection: close")]).toEqual([401, true]);
});

test("a body that arrives together with its headers leaves the connection open", async () => {
  const socket = await connectTo(service.url);
  const body = JSON.stringify({ timestamp: AT });
  const refused = [`${PUT} HTTP/1.1`, "host: test", JSON_TYPE, `content-length: ${body.length}`];
  socket.write(`${refused.join("\r\n")}\r\n\r\n${body}`);
  await once(socket, "readable");
  expect(String(socket.read())).toMatch(/^HTTP\/1.1 401 (?![\s\S]*connection: close)/);
  socket.write("GET /healthz HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n");
  expect(parseResponse(await readAll(socket)).status).toBe(200);
});

describe("clients receive the status", () => {
  const path = "/api/v1/sessions/recording/1/call";
  const large = Buffer.alloc(40_000_000, "x");
  const folder = tempFolder();
  beforeAll(() => writeFile(join(folder, "large.wav"), large));

  const bytes = () => large;
  const stream = () => new Blob([large]).stream();
  const refusals: [number, Record<string, string>][] = [
    [401, { "syllable-api-key": "wrong" }],
    [413, { "syllable-api-key": ADMIN_KEY, "content-type": "audio/wav" }],
  ];

  test.each(
    refusals.flatMap((refusal) => [[...refusal, bytes] as const, [...refusal, stream] as const]),
  )("fetch: %i %j", async (status, headers, body) => {
    for (let round = 0; round < 5; round++) {
      const init = { method: "PUT", headers, body: body(), duplex: "half" } as RequestInit;
      const response = await fetch(service.url + path, init);
      expect([response.status, await response.json()]).toEqual([
        status,
        { detail: expect.any(String) },
      ]);
    }
  });

  test.each([
    ["its length", []],
    ["chunks", ["-H", "Transfer-Encoding: chunked"]],
    ["no wait for 100 Continue", ["-H", "Expect:"]],
  ])("curl, with %s", async (_how, options) => {
    const args = ["-sS", "-T", join(folder, "large.wav"), "-w", "\n%{http_code}", ...options];
    const called = run("curl", [...args, service.url + path]).catch((error) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    const outcome = await called;
    if (!outcome) return console.log("no curl here");
    const [body, status] = outcome.stdout.split("\n");
    expect([status, JSON.parse(body!)]).toEqual(["401", { detail: expect.any(String) }]);
  });
});
