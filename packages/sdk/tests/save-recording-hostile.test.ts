/** Recordings of a hostile server. */
import { describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { saveRecording } from "../src/node/index.js";
import { type Poured, pour } from "./support/endless.js";
import { KEY } from "./support/operations.js";
import { type Behavior, noise, startRecordingServer } from "./support/recording-server.js";
import { createFolder, errorOf, SHORT_WAITS, saveFrom, summaryOf } from "./support/saving.js";
import { until } from "./support/server.js";

const BYTES = noise(300_000);

describe("a recording that is too large is not saved", () => {
  test("if it is endless", async () => {
    let poured: Poured | undefined;
    await using server = await startRecordingServer(() => ({
      respond: (_, response) => {
        response.writeHead(200, { "content-type": "audio/mpeg" });
        poured = pour(response, BYTES);
      },
    }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder, { maxBytes: 1_000_000 }));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "size" });
    expect(error.message).toContain("more than 1000000 bytes; raise maxBytes");
    expect(await folder.files()).toEqual([]);
    expect(server.requests).toHaveLength(1);
    await until(() => poured!.closed);
  });

  test.each([200, 206])("if a %i declares it, before the bytes arrive", async (status) => {
    await using server = await startRecordingServer((index) =>
      index === 0 && status === 206
        ? { closeAfter: 100_000 }
        : {
            respond: (_, response) => {
              const length = 10 ** 15;
              const range = { "content-range": `bytes 100000-${length - 1}/${length}` };
              response.writeHead(status, {
                ...(status === 206 ? range : { "content-length": length }),
              });
              response.flushHeaders();
            },
          },
    );
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    // The part has another total, so the whole is requested, which fails too.
    expect(error).toMatchObject({ fault: status === 206 ? "response" : "size" });
    expect(await folder.files()).toEqual([]);
  });

  test("but one of exactly the limit is", async () => {
    await using server = await startRecordingServer(() => ({ chunked: true }));
    await using folder = await createFolder();
    await saveFrom(server, folder, { maxBytes: BYTES.length });
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    const error = await errorOf(saveFrom(server, folder, { maxBytes: BYTES.length - 1 }));
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
])("requests the whole recording after an invalid Content-Range: %s", async (range) => {
  const invalid: Behavior = {
    respond: (_, response) => {
      response.writeHead(206, { "content-range": range }).end(BYTES.subarray(100_000));
    },
  };
  await using server = await startRecordingServer((index) =>
    index === 0 ? { closeAfter: 100_000 } : index === 1 ? invalid : {},
  );
  await using folder = await createFolder();
  await saveFrom(server, folder);
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
  expect(server.requests.map(({ range: requested }) => requested)).toEqual([
    undefined,
    "bytes=100000-",
    undefined,
  ]);
});

describe("endless requests are avoided", () => {
  test("if each response has one byte", async () => {
    await using server = await startRecordingServer(() => ({
      respond: ({ headers }, response) => {
        const start = Number(/\d+/.exec(headers.range ?? "0")![0]);
        const range = `bytes ${start}-${start}/${BYTES.length}`;
        response.writeHead(206, { etag: '"1"', "content-range": range, "content-length": 1 });
        response.end(BYTES.subarray(start, start + 1));
      },
    }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "response" });
    expect(error.message).toBe("the server sent no usable response: the response was incomplete");
    expect(server.requests).toHaveLength(1_001);
    expect(await folder.files()).toEqual(["call.mp3.partial", "call.mp3.partial.json"]);
  });

  test("if the recording changes each time", async () => {
    await using server = await startRecordingServer((index) => ({
      respond: (_, response) => {
        const headers = { etag: `"${index}"`, "content-length": 1_000_000 };
        // One byte more than before, then the connection is closed.
        response.writeHead(200, headers).write(Buffer.alloc(index + 1), () => response.destroy());
      },
    }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    expect(error.name).toBe("ConnectionError");
    expect(server.requests.length).toBeLessThanOrEqual(1_001);
  });

  test("if too many recordings would be searched for a name", async () => {
    const urls = Array.from({ length: 2_000 }, (_, n) => `http://any/stream?token=token-${n}`);
    await using server = await startRecordingServer(undefined, BYTES, () => urls);
    await using folder = await createFolder();
    const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
    const source = { sessionId: "1", name: "a.mp3" };
    const error = await errorOf(saveRecording(sdk, source, folder.file, SHORT_WAITS));
    expect(error).toMatchObject({ fault: "no-recording" });
    expect(error.message).toContain("2000 recordings");
    expect(server.requests).toEqual([]);
  });
});

test("a requested wait of years ends the save with the error of the response", async () => {
  await using server = await startRecordingServer((index) =>
    index === 0 ? { status: 503, headers: { "retry-after": "99999999999" } } : {},
  );
  await using folder = await createFolder();
  expect(await errorOf(saveFrom(server, folder))).toMatchObject({ statusCode: 503 });
  expect(server.requests).toHaveLength(1);
});

test("an invalid file name is ignored", async () => {
  const headers = { "content-disposition": "inline; filename*=utf-8''%zz; filename=a.mp3" };
  await using server = await startRecordingServer(() => ({ headers }));
  await using folder = await createFolder();
  const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
  const save = (name: string) =>
    saveRecording(sdk, { sessionId: "1", name }, folder.file, SHORT_WAITS);
  await save("a.mp3");
  expect(await errorOf(save("%zz"))).toMatchObject({ fault: "no-recording" });
});
