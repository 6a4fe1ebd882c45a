/** Saves with error responses, invalid sources and aborts. */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { saveRecording } from "../src/node/index.js";
import { KEY, TOKEN } from "./support/operations.js";
import { noise, startRecordingServer } from "./support/recording-server.js";
import { createFolder, errorOf, SHORT_WAITS, saveFrom, summaryOf } from "./support/saving.js";
import { closedPort, json, serve, until } from "./support/server.js";

const BYTES = noise(300_000);

describe("an expired token", () => {
  test("is replaced, and the download resumes", async () => {
    await using server = await startRecordingServer((index) =>
      index === 0 ? { closeAfter: 100_000 } : index === 1 ? { status: 401 } : {},
    );
    await using folder = await createFolder();
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(server.requests.map(({ token }) => token)).toEqual(["token-1", "token-1", "token-2"]);
    expect(server.requests[2]?.range).toBe("bytes=100000-");
  });

  test("ends the save if there is no session, and is not in the error", async () => {
    await using server = await startRecordingServer(() => ({ status: 401 }));
    await using folder = await createFolder();
    const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
    for (const source of [{ token: TOKEN }, { url: `${server.url}/x?token=${TOKEN}` }]) {
      const error = await errorOf(saveRecording(sdk, source, folder.file, SHORT_WAITS));
      expect(error).toMatchObject({ name: "SDKError", statusCode: 401 });
      expect(inspect(error, { depth: 9, showHidden: false })).not.toContain(TOKEN);
      expect(await folder.files()).toEqual([]);
    }
    expect(server.requests).toHaveLength(2);
  });

  test("ends the save if new tokens fail too", async () => {
    await using server = await startRecordingServer(() => ({ status: 401 }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SDKError", statusCode: 401 });
    expect(server.renewals).toBe(5);
  });
});

describe("a transient error", () => {
  test.each([429, 500, 503])("%d is retried", async (status) => {
    await using server = await startRecordingServer((index) =>
      index < 3 ? { status, headers: { "retry-after": "0.05" } } : {},
    );
    await using folder = await createFolder();
    const started = performance.now();
    await saveFrom(server, folder, {
      retries: { strategy: "backoff", backoff: { initialInterval: 1, maxInterval: 1_000 } },
    });
    expect(performance.now() - started).toBeGreaterThan(140);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
  });

  test("that persists ends the save, and the next one resumes", async () => {
    let isFailing = true;
    await using server = await startRecordingServer((index) =>
      index === 0 ? { closeAfter: 100_000 } : isFailing ? { status: 503 } : {},
    );
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder, { attempts: 3 }));
    expect(error).toMatchObject({ name: "SDKError", statusCode: 503 });
    expect(server.requests).toHaveLength(4);
    expect(await folder.files()).toEqual(["call.mp3.partial", "call.mp3.partial.json"]);
    isFailing = false;
    await saveFrom(server, folder);
    expect(server.requests.at(-1)?.range).toBe("bytes=100000-");
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
  });

  test("is not retried if the caller disables retries", async () => {
    await using server = await startRecordingServer(() => ({ status: 503 }));
    await using folder = await createFolder();
    await errorOf(saveFrom(server, folder, { retries: { strategy: "none" } }));
    expect(server.requests).toHaveLength(1);
  });

  test("without progress ends the save", async () => {
    await using server = await startRecordingServer(() => ({
      ignoresRanges: true,
      closeAfter: 1000,
    }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    expect(error.name).toBe("ConnectionError");
    expect(server.requests).toHaveLength(6);
  });
});

describe("a permanent error", () => {
  test.each([400, 403, 404, 416])("%d ends the save", async (status) => {
    await using server = await startRecordingServer(() => ({ status }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SDKError", statusCode: status });
    expect(server.requests).toHaveLength(1);
    expect(await folder.files()).toEqual([]);
  });

  test("a redirect is not followed", async () => {
    await using otherServer = await serve((_, response) => void response.end("bytes"));
    const headers = { location: `${otherServer.url}/bucket` };
    await using server = await startRecordingServer(() => ({ status: 307, headers }));
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SDKError", statusCode: 307 });
    expect(otherServer.seen).toHaveLength(0);
  });

  test("a closed port", async () => {
    await using folder = await createFolder();
    const error = await errorOf(saveFrom({ url: await closedPort() }, folder, { attempts: 2 }));
    expect(error.name).toBe("ConnectionError");
  });
});

describe("the source", () => {
  const urls = () => ["one", "two"].map((token) => `http://any/stream?token=${token}`);
  const named = (name: string) => ({ headers: { "content-disposition": name } });

  test("may be an index or a name", async () => {
    await using server = await startRecordingServer(
      (index) => named(index % 2 === 0 ? 'inline; filename="a.mp3"' : "inline; filename=b.mp3"),
      BYTES,
      urls,
    );
    await using folder = await createFolder();
    const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
    const save = (source: object) =>
      saveRecording(sdk, { sessionId: "1", ...source }, folder.file, SHORT_WAITS);
    await save({ index: 1 });
    expect(server.requests.splice(0).map(({ token }) => token)).toEqual(["two"]);
    await save({ name: "b.mp3" });
    expect(server.requests.map(({ token }) => token)).toEqual(["one", "two", "two"]);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    for (const source of [{ index: 2 }, { name: "c.mp3" }]) {
      const error = await errorOf(save(source));
      expect(error).toMatchObject({ name: "SaveRecordingError", fault: "no-recording" });
      expect(error.message).toContain("it has 2");
    }
  });

  test("may have no recording yet", async () => {
    await using server = await serve((_, response) => json(response, { session_id: "1" }));
    await using folder = await createFolder();
    expect(await errorOf(saveFrom(server, folder))).toMatchObject({ fault: "no-recording" });
  });

  test.each([
    [{}, "one of"],
    [null, "one of"],
    [{ token: "a", sessionId: "1" }, "one of"],
    [{ token: "" }, "token"],
    [{ url: "https://host/stream?key=secret" }, "url"],
    [{ url: "nonsense secret" }, "url"],
    [{ sessionId: "1", index: -1 }, "index"],
    [{ sessionId: "1", index: 0, name: "a" }, "name"],
    [{ sessionId: 7 }, "sessionId"],
  ])("is rejected if it does not identify one recording: %j", async (source, expected) => {
    await using folder = await createFolder();
    const sdk = new SyllableSDKCore({ serverURL: "http://127.0.0.1:9" });
    const error = await errorOf(saveRecording(sdk, source as never, folder.file));
    expect(error.name).toBe("SDKValidationError");
    expect(error.message).toContain(expected);
    expect(inspect(error)).not.toContain("secret");
  });
});

describe("a signal", () => {
  /** When to abort, how the server behaves, and how many bytes have been received by then. */
  const phases: [string, Parameters<typeof startRecordingServer>[0], number][] = [
    ["before the response", () => ({ respond: () => {} }), 0],
    ["amid the bytes", () => ({ stallAfter: 100_000 }), 100_000],
    ["between attempts", () => ({ status: 503, headers: { "retry-after": "60" } }), 0],
  ];
  test.each(phases)("ends the save at once %s", async (_, plan, expected) => {
    await using server = await startRecordingServer(plan);
    await using folder = await createFolder();
    const controller = new AbortController();
    const retries = { strategy: "backoff" } as const;
    let received = 0;
    const onProgress = ({ bytes }: { bytes: number }) => {
      received = bytes;
    };
    const { signal } = controller;
    const saving = errorOf(saveFrom(server, folder, { signal, retries, onProgress }));
    await until(() => server.requests.length === 1 && received === expected);
    // The client has received the response.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const started = performance.now();
    controller.abort();
    expect((await saving).name).toBe("RequestAbortedError");
    expect(performance.now() - started).toBeLessThan(500);
    const files = server.sentBytes > 0 ? ["call.mp3.partial", "call.mp3.partial.json"] : [];
    expect(await folder.files()).toEqual(files);
  });

  test("that has aborted before makes no request", async () => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    const error = await errorOf(saveFrom(server, folder, { signal: AbortSignal.abort() }));
    expect(error.name).toBe("RequestAbortedError");
    expect(server.seen).toHaveLength(0);
  });

  test("an error of onProgress ends the save", async () => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    const thrown = Object.assign(new Error("thrown by onProgress"), { status: 503 });
    const onProgress = ({ bytes }: { bytes: number }) => {
      if (bytes > 0) throw thrown;
    };
    expect(await errorOf(saveFrom(server, folder, { onProgress }))).toBe(thrown);
    expect(server.requests).toHaveLength(1);
  });
});
