/** Recordings of a hostile server. */
import { describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { saveRecording } from "../src/node/index.js";
import { type Poured, pour } from "./support/endless.js";
import { KEY } from "./support/operations.js";
import { noise, recordingServer, type Treatment } from "./support/recording-server.js";
import { emptyFolder, factsOf, failure, QUICK, saveFrom } from "./support/saving.js";
import { until } from "./support/server.js";

const BYTES = noise(300_000);

describe("a recording that is too large is not saved", () => {
  test("if it has no end", async () => {
    let poured: Poured | undefined;
    await using server = await recordingServer(() => ({
      answer: (_, response) => {
        response.writeHead(200, { "content-type": "audio/mpeg" });
        poured = pour(response, BYTES);
      },
    }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder, { maxBytes: 1_000_000 }));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "size" });
    expect(error.message).toContain("more than 1000000 bytes; raise maxBytes");
    expect(await folder.files()).toEqual([]);
    expect(server.asked).toHaveLength(1);
    await until(() => poured!.closed);
  });

  test.each([200, 206])("if it says so in a %i, before its bytes come", async (status) => {
    await using server = await recordingServer((index) =>
      index === 0 && status === 206
        ? { cutAfter: 100_000 }
        : {
            answer: (_, response) => {
              const length = 10 ** 15;
              const range = { "content-range": `bytes 100000-${length - 1}/${length}` };
              response.writeHead(status, {
                ...(status === 206 ? range : { "content-length": length }),
              });
              response.flushHeaders();
            },
          },
    );
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    // The part is of another size, so that the whole is asked for, which is refused.
    expect(error).toMatchObject({ fault: status === 206 ? "response" : "size" });
    expect(await folder.files()).toEqual([]);
  });

  test("but one of exactly the limit is", async () => {
    await using server = await recordingServer(() => ({ chunked: true }));
    await using folder = await emptyFolder();
    await saveFrom(server, folder, { maxBytes: BYTES.length });
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    const error = await failure(saveFrom(server, folder, { maxBytes: BYTES.length - 1 }));
    expect(error).toMatchObject({ fault: "size" });
    expect(await folder.files()).toEqual(["call.mp3"]);
  });
});

test.each([
  "bytes 100000-99999/300000",
  "bytes 100000-400000/300000",
  "bytes 100000-299999/99999999999999999999",
  "bytes 99999999999999999999-99999999999999999999/300000",
  "bytes 100000-/300000",
  "bytes -1-299999/300000",
])("a part whose range makes no sense is asked for as a whole: %s", async (range) => {
  const nonsense: Treatment = {
    answer: (_, response) => {
      response.writeHead(206, { "content-range": range }).end(BYTES.subarray(100_000));
    },
  };
  await using server = await recordingServer((index) =>
    index === 0 ? { cutAfter: 100_000 } : index === 1 ? nonsense : {},
  );
  await using folder = await emptyFolder();
  await saveFrom(server, folder);
  expect(await folder.saved()).toEqual(factsOf(BYTES));
  expect(server.asked.map((asked) => asked.range)).toEqual([undefined, "bytes=100000-", undefined]);
});

describe("endless requests", () => {
  test("for one byte each are given up", async () => {
    await using server = await recordingServer(() => ({
      answer: ({ headers }, response) => {
        const start = Number(/\d+/.exec(headers.range ?? "0")![0]);
        const range = `bytes ${start}-${start}/${BYTES.length}`;
        response.writeHead(206, { etag: '"1"', "content-range": range, "content-length": 1 });
        response.end(BYTES.subarray(start, start + 1));
      },
    }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "response" });
    expect(error.message).toBe("the server sent no usable response: the response was incomplete");
    expect(server.asked).toHaveLength(1_001);
    expect(await folder.files()).toEqual(["call.mp3.partial", "call.mp3.partial.json"]);
  });

  test("for a recording that changes each time are given up", async () => {
    await using server = await recordingServer((index) => ({
      answer: (_, response) => {
        const headers = { etag: `"${index}"`, "content-length": 1_000_000 };
        // One byte more than ever before, and then a cut.
        response.writeHead(200, headers).write(Buffer.alloc(index + 1), () => response.destroy());
      },
    }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    expect(error.name).toBe("ConnectionError");
    expect(server.asked.length).toBeLessThanOrEqual(1_001);
  });

  test("to find a name are not started", async () => {
    const urls = Array.from({ length: 2_000 }, (_, n) => `http://any/stream?token=token-${n}`);
    await using server = await recordingServer(undefined, BYTES, () => urls);
    await using folder = await emptyFolder();
    const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
    const source = { sessionId: "1", name: "a.mp3" };
    const error = await failure(saveRecording(sdk, source, folder.file, QUICK));
    expect(error).toMatchObject({ fault: "no-recording" });
    expect(error.message).toContain("2000 recordings");
    expect(server.asked).toEqual([]);
  });
});

test("a wait of years is shortened to the longest one", async () => {
  await using server = await recordingServer((index) =>
    index === 0 ? { status: 503, headers: { "retry-after": "99999999999" } } : {},
  );
  await using folder = await emptyFolder();
  await saveFrom(server, folder);
  expect(await folder.saved()).toEqual(factsOf(BYTES));
});

test("a malformed file name matches none", async () => {
  const headers = { "content-disposition": "inline; filename*=utf-8''%zz; filename=a.mp3" };
  await using server = await recordingServer(() => ({ headers }));
  await using folder = await emptyFolder();
  const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
  const save = (name: string) => saveRecording(sdk, { sessionId: "1", name }, folder.file, QUICK);
  await save("a.mp3");
  expect(await failure(save("%zz"))).toMatchObject({ fault: "no-recording" });
});
