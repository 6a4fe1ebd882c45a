/** A recording saved over bad lines: cut, stalled, changed, refused. */
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { SyllableSDK } from "../src/index.js";
import { saveRecording } from "../src/node/index.js";
import { KEY } from "./support/operations.js";
import { noise, recordingServer, sha256 } from "./support/recording-server.js";
import { emptyFolder, factsOf, failure, QUICK, saveFrom } from "./support/saving.js";

const BYTES = noise(300_000);
const ETAG = `"${sha256(BYTES)}"`;

test("a recording is saved whole, with its progress told and nothing left beside it", async () => {
  await using server = await recordingServer();
  await using folder = await emptyFolder();
  const told: number[] = [];
  const saved = await saveFrom(server, folder, {
    onProgress: ({ bytes, total }) => {
      told.push(bytes);
      expect(total).toBe(BYTES.length);
    },
  });
  expect(saved).toEqual({
    path: folder.file,
    bytes: BYTES.length,
    sha256: sha256(BYTES),
    type: "audio/mpeg",
  });
  expect(await folder.saved()).toEqual(factsOf(BYTES));
  expect(await folder.files()).toEqual(["call.mp3"]);
  expect(told[0]).toBe(0);
  expect(told.at(-1)).toBe(BYTES.length);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(server.asked).toHaveLength(1);
  expect(server.seen.at(-1)?.headers).toMatchObject({
    "accept-encoding": "identity",
    "syllable-api-key": KEY,
  });
});

test("the class, a URL, a token and a file URL do as well; the client's server is asked", async () => {
  await using server = await recordingServer();
  await using folder = await emptyFolder();
  const sdk = new SyllableSDK({ serverURL: server.url, apiKeyHeader: KEY });
  const url = "https://elsewhere.test/api/v1/sessions/recording/stream?token=a%2Fb";
  for (const source of [{ token: "a/b" }, { url }, { url: new URL(url) }]) {
    await saveRecording(sdk, source, new URL(`file://${folder.file}`));
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    expect(server.asked.at(-1)?.token).toBe("a/b");
  }
  expect(server.renewals).toBe(0);
});

test("an empty recording is saved, and one of unknown length", async () => {
  const empty = Buffer.alloc(0);
  await using server = await recordingServer((index) =>
    index === 0 ? { bytes: empty } : { chunked: true, etag: null },
  );
  await using folder = await emptyFolder();
  expect(await saveFrom(server, folder)).toMatchObject({ bytes: 0, sha256: sha256(empty) });
  expect(await folder.saved()).toEqual(factsOf(empty));
  expect(await saveFrom(server, folder)).toMatchObject({ bytes: BYTES.length });
  expect(await folder.saved()).toEqual(factsOf(BYTES));
});

test("cuts at any byte lose nothing and fetch next to nothing twice", async () => {
  for (let round = 1; round <= 15; round++) {
    const cuts = [...noise(6, round)].map((byte) => (byte * byte * 7) % 120_000);
    await using server = await recordingServer((index) =>
      index < cuts.length ? { cutAfter: cuts[index]! } : {},
    );
    await using folder = await emptyFolder();
    const saved = await saveFrom(server, folder, { attempts: 7 });
    expect(saved.sha256).toBe(sha256(BYTES));
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    // A byte that arrived with the cut may come again.
    expect(server.given, `cuts ${cuts}`).toBeLessThan(BYTES.length * 1.5);
    for (const { range, ifRange } of server.asked) {
      if (range !== undefined) expect(ifRange).toBe(ETAG);
    }
    expect(await folder.files()).toEqual(["call.mp3"]);
  }
});

test("a stall counts as a cut", async () => {
  await using server = await recordingServer((index) => (index < 2 ? { stallAfter: 50_000 } : {}));
  await using folder = await emptyFolder();
  await saveFrom(server, folder, { idleTimeoutMs: 60 });
  expect(await folder.saved()).toEqual(factsOf(BYTES));
  expect(server.asked.map(({ range }) => range)).toEqual([
    undefined,
    "bytes=50000-",
    "bytes=100000-",
  ]);
});

describe("the whole is taken anew", () => {
  const other = noise(200_000, 2);
  test.each([
    ["from a server without ranges", { ignoresRanges: true }, BYTES],
    ["when the recording changed", { bytes: other }, other],
    [
      "when it changed and the server minds no If-Range",
      { bytes: other, ignoresIfRange: true },
      other,
    ],
    ["when it changed under one tag", { bytes: other, etag: ETAG }, other],
    ["when it shrank to less than is here", { bytes: noise(10, 3) }, noise(10, 3)],
    ["when there is no tag", { etag: null }, BYTES],
    ["when the tag is weak", { etag: 'W/"1"' }, BYTES],
  ])("%s", async (_, after, expected) => {
    const first = "etag" in after && after.etag !== ETAG ? after : {};
    await using server = await recordingServer((index) =>
      index === 0 ? { ...first, cutAfter: 100_000 } : after,
    );
    await using folder = await emptyFolder();
    const given = "etag" in after && after.etag === ETAG ? { sha256: sha256(other) } : {};
    expect(await saveFrom(server, folder, given)).toMatchObject({ sha256: sha256(expected) });
    expect(await folder.saved()).toEqual(factsOf(expected));
  });

  test("after a 416", async () => {
    await using server = await recordingServer((index) =>
      index === 0 ? { cutAfter: 1000 } : index === 1 ? { status: 416 } : {},
    );
    await using folder = await emptyFolder();
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    expect(server.asked.map(({ range }) => range)).toEqual([undefined, "bytes=1000-", undefined]);
  });

  test.each([
    ["another part", { "content-range": "bytes 7-299999/300000", "content-length": 299_993 }],
    ["no Content-Range", { "content-range": "bytes */*" }],
    ["more than it tells", { "content-range": "bytes 1000-1999/300000" }],
  ])("from a server that gives %s", async (_, headers) => {
    await using server = await recordingServer((index) =>
      index === 0
        ? { cutAfter: 1000 }
        : {
            answer: (request, response) => {
              if (!request.headers.range) {
                response.end(BYTES);
                return;
              }
              response.writeHead(206, { etag: ETAG, "content-length": 299_000, ...headers });
              response.end(BYTES.subarray(1000));
            },
          },
    );
    await using folder = await emptyFolder();
    await saveFrom(server, folder, { sha256: sha256(BYTES) });
    expect(await folder.saved()).toEqual(factsOf(BYTES));
  });
});

test("a server that gives less at a time than was asked for is asked for the rest", async () => {
  await using server = await recordingServer((index) =>
    index === 0
      ? { cutAfter: 100_000 }
      : {
          answer: (request, response) => {
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
  await using folder = await emptyFolder();
  await saveFrom(server, folder);
  expect(await folder.saved()).toEqual(factsOf(BYTES));
  expect(server.asked).toHaveLength(5);
});

test("a sum that was given makes up for a missing tag", async () => {
  await using server = await recordingServer((index) => ({
    etag: null,
    ...(index === 0 && { cutAfter: 100_000 }),
  }));
  await using folder = await emptyFolder();
  await saveFrom(server, folder, { sha256: sha256(BYTES).toUpperCase() });
  expect(server.asked[1]).toMatchObject({ range: "bytes=100000-", ifRange: undefined });
  expect(await folder.saved()).toEqual(factsOf(BYTES));
});

describe("what does not fit its sum", () => {
  const wrong = "0".repeat(64);
  const digest = `sha-256=:${Buffer.from(wrong, "hex").toString("base64")}:`;
  test.each([
    ["the one given", { etag: '"1"' }, { sha256: wrong }],
    ["the tag of a service of ours", { etag: `"${wrong}"` }, {}],
    ["its Repr-Digest", { etag: '"1"', headers: { "repr-digest": digest } }, {}],
  ])("is not kept: %s", async (_, treatment, options) => {
    await using server = await recordingServer(() => treatment);
    await using folder = await emptyFolder();
    await writeFile(folder.file, "an earlier one");
    const error = await failure(saveFrom(server, folder, options));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "checksum" });
    expect(error.message).toContain(sha256(BYTES));
    expect(error.message).toContain(wrong);
    expect(await folder.files()).toEqual(["call.mp3"]);
    expect(await readFile(folder.file, "utf8")).toBe("an earlier one");
  });

  test("is kept where only a tag of the platform looks like one", async () => {
    await using server = await recordingServer(() => ({ etag: `"${wrong}"` }));
    await using folder = await emptyFolder();
    const { HTTPClient } = await import("../src/index.js");
    const httpClient = new HTTPClient({
      fetcher: (request) => {
        const { pathname, search } = new URL((request as Request).url);
        return fetch(server.url + pathname + search);
      },
    });
    const platform = new SyllableSDK({ serverURL: "https://api.syllable.cloud", httpClient });
    expect(await saveRecording(platform, { token: "token" }, folder.file, QUICK)).toMatchObject({
      sha256: sha256(BYTES),
    });
  });
});
