/** Saves over unreliable connections, and of recordings that change. */
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { SyllableSDK } from "../src/index.js";
import { saveRecording } from "../src/node/index.js";
import { KEY } from "./support/operations.js";
import { noise, sha256, startRecordingServer } from "./support/recording-server.js";
import { createFolder, errorOf, SHORT_WAITS, saveFrom, summaryOf } from "./support/saving.js";

const BYTES = noise(300_000);
const ETAG = `"${sha256(BYTES)}"`;

test("saves a recording and reports the progress", async () => {
  await using server = await startRecordingServer();
  await using folder = await createFolder();
  const progress: number[] = [];
  const saved = await saveFrom(server, folder, {
    onProgress: ({ bytes, total }) => {
      progress.push(bytes);
      expect(total).toBe(BYTES.length);
    },
  });
  expect(saved).toEqual({
    path: folder.file,
    bytes: BYTES.length,
    sha256: sha256(BYTES),
    type: "audio/mpeg",
  });
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
  expect(await folder.files()).toEqual(["call.mp3"]);
  expect(progress[0]).toBe(0);
  expect(progress.at(-1)).toBe(BYTES.length);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(server.requests).toHaveLength(1);
  expect(server.seen.at(-1)?.headers).toMatchObject({
    "accept-encoding": "identity",
    "syllable-api-key": KEY,
  });
});

test("accepts a token, a URL and a file URL, and requests the client's server", async () => {
  await using server = await startRecordingServer();
  await using folder = await createFolder();
  const sdk = new SyllableSDK({ serverURL: server.url, apiKeyHeader: KEY });
  const url = "https://elsewhere.test/api/v1/sessions/recording/stream?token=a%2Fb";
  for (const source of [{ token: "a/b" }, { url }, { url: new URL(url) }]) {
    await saveRecording(sdk, source, new URL(`file://${folder.file}`));
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(server.requests.at(-1)?.token).toBe("a/b");
  }
  expect(server.renewals).toBe(0);
});

test("saves an empty recording, and one of unknown length", async () => {
  const empty = Buffer.alloc(0);
  await using server = await startRecordingServer((index) =>
    index === 0 ? { bytes: empty } : { chunked: true, etag: null },
  );
  await using folder = await createFolder();
  expect(await saveFrom(server, folder)).toMatchObject({ bytes: 0, sha256: sha256(empty) });
  expect(await folder.saved()).toEqual(summaryOf(empty));
  expect(await saveFrom(server, folder)).toMatchObject({ bytes: BYTES.length });
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
});

test("resumes after interruptions at any byte", async () => {
  for (let round = 1; round <= 15; round++) {
    const cuts = [...noise(6, round)].map((byte) => (byte * byte * 7) % 120_000);
    await using server = await startRecordingServer((index) =>
      index < cuts.length ? { closeAfter: cuts[index]! } : {},
    );
    await using folder = await createFolder();
    const saved = await saveFrom(server, folder, { attempts: 7 });
    expect(saved.sha256).toBe(sha256(BYTES));
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    // Bytes that arrived with the end of the connection may be sent again.
    expect(server.sentBytes, `cuts ${cuts}`).toBeLessThan(BYTES.length * 1.5);
    for (const { range, ifRange } of server.requests) {
      if (range !== undefined) expect(ifRange).toBe(ETAG);
    }
    expect(await folder.files()).toEqual(["call.mp3"]);
  }
});

test("resumes after a stall", async () => {
  await using server = await startRecordingServer((index) =>
    index < 2 ? { stallAfter: 50_000 } : {},
  );
  await using folder = await createFolder();
  await saveFrom(server, folder, { idleTimeoutMs: 60 });
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
  expect(server.requests.map(({ range }) => range)).toEqual([
    undefined,
    "bytes=50000-",
    "bytes=100000-",
  ]);
});

describe("starts over", () => {
  const other = noise(200_000, 2);
  test.each([
    ["if the server does not support ranges", { ignoresRanges: true }, BYTES],
    ["when the recording changed", { bytes: other }, other],
    [
      "when it changed and the server ignores If-Range",
      { bytes: other, ignoresIfRange: true },
      other,
    ],
    ["when it changed but not its tag", { bytes: other, etag: ETAG }, other],
    ["when it became shorter than the partial file", { bytes: noise(10, 3) }, noise(10, 3)],
    ["without a tag", { etag: null }, BYTES],
    ["with a weak tag", { etag: 'W/"1"' }, BYTES],
  ])("%s", async (_, after, expected) => {
    const first = "etag" in after && after.etag !== ETAG ? after : {};
    await using server = await startRecordingServer((index) =>
      index === 0 ? { ...first, closeAfter: 100_000 } : after,
    );
    await using folder = await createFolder();
    const options = "etag" in after && after.etag === ETAG ? { sha256: sha256(other) } : {};
    expect(await saveFrom(server, folder, options)).toMatchObject({ sha256: sha256(expected) });
    expect(await folder.saved()).toEqual(summaryOf(expected));
  });

  test("after a 416", async () => {
    await using server = await startRecordingServer((index) =>
      index === 0 ? { closeAfter: 1000 } : index === 1 ? { status: 416 } : {},
    );
    await using folder = await createFolder();
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(server.requests.map(({ range }) => range)).toEqual([
      undefined,
      "bytes=1000-",
      undefined,
    ]);
  });

  test.each([
    ["another part", { "content-range": "bytes 7-299999/300000", "content-length": 299_993 }],
    ["no Content-Range", { "content-range": "bytes */*" }],
    ["more bytes than declared", { "content-range": "bytes 1000-1999/300000" }],
  ])("if the server sends %s", async (_, headers) => {
    await using server = await startRecordingServer((index) =>
      index === 0
        ? { closeAfter: 1000 }
        : {
            respond: (request, response) => {
              if (!request.headers.range) {
                response.end(BYTES);
                return;
              }
              response.writeHead(206, { etag: ETAG, "content-length": 299_000, ...headers });
              response.end(BYTES.subarray(1000));
            },
          },
    );
    await using folder = await createFolder();
    await saveFrom(server, folder, { sha256: sha256(BYTES) });
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
  });
});

test("requests the rest if the server sends less than requested", async () => {
  await using server = await startRecordingServer((index) =>
    index === 0
      ? { closeAfter: 100_000 }
      : {
          respond: (request, response) => {
            const start = Number(/\d+/.exec(`${request.headers.range}`)![0]);
            const part = BYTES.subarray(start, start + 50_000);
            response.writeHead(206, {
              etag: ETAG,
              "content-range": `bytes ${start}-${start + part.length - 1}/${BYTES.length}`,
            });
            response.end(part);
          },
        },
  );
  await using folder = await createFolder();
  await saveFrom(server, folder);
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
  expect(server.requests).toHaveLength(5);
});

test("resumes without a tag if the SHA-256 is given", async () => {
  await using server = await startRecordingServer((index) => ({
    etag: null,
    ...(index === 0 && { closeAfter: 100_000 }),
  }));
  await using folder = await createFolder();
  await saveFrom(server, folder, { sha256: sha256(BYTES).toUpperCase() });
  expect(server.requests[1]).toMatchObject({ range: "bytes=100000-", ifRange: undefined });
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
});

describe("a recording with another SHA-256", () => {
  const wrong = "0".repeat(64);
  const digest = `sha-256=:${Buffer.from(wrong, "hex").toString("base64")}:`;
  test.each([
    ["than the expected one", { etag: '"1"' }, { sha256: wrong }],
    ["than the tag of the self-hosted service", { etag: `"${wrong}"` }, {}],
    ["than its Repr-Digest", { etag: '"1"', headers: { "repr-digest": digest } }, {}],
  ])("is not saved: %s", async (_, behavior, options) => {
    await using server = await startRecordingServer(() => behavior);
    await using folder = await createFolder();
    await writeFile(folder.file, "an earlier one");
    const error = await errorOf(saveFrom(server, folder, options));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "checksum" });
    expect(error.message).toContain(sha256(BYTES));
    expect(error.message).toContain(wrong);
    expect(await folder.files()).toEqual(["call.mp3"]);
    expect(await readFile(folder.file, "utf8")).toBe("an earlier one");
  });

  test("is saved if it only differs from a tag of the platform", async () => {
    await using server = await startRecordingServer(() => ({ etag: `"${wrong}"` }));
    await using folder = await createFolder();
    const { HTTPClient } = await import("../src/index.js");
    const httpClient = new HTTPClient({
      fetcher: (request) => {
        const { pathname, search } = new URL((request as Request).url);
        return fetch(server.url + pathname + search);
      },
    });
    const platform = new SyllableSDK({ serverURL: "https://api.syllable.cloud", httpClient });
    expect(
      await saveRecording(platform, { token: "token" }, folder.file, SHORT_WAITS),
    ).toMatchObject({
      sha256: sha256(BYTES),
    });
  });
});
