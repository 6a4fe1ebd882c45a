/** A recording that the server will not give at once, or not at all, and saves that are aborted. */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { saveRecording } from "../src/node/index.js";
import { KEY, TOKEN } from "./support/operations.js";
import { noise, recordingServer } from "./support/recording-server.js";
import { emptyFolder, factsOf, failure, QUICK, saveFrom } from "./support/saving.js";
import { closedPort, json, serve, until } from "./support/server.js";

const BYTES = noise(300_000);

describe("a token that expires", () => {
  test("is replaced, and what is there is kept", async () => {
    await using server = await recordingServer((index) =>
      index === 0 ? { cutAfter: 100_000 } : index === 1 ? { status: 401 } : {},
    );
    await using folder = await emptyFolder();
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    expect(server.asked.map(({ token }) => token)).toEqual(["token-1", "token-1", "token-2"]);
    expect(server.asked[2]?.range).toBe("bytes=100000-");
  });

  test("ends the save where there is no session to ask, and stays untold", async () => {
    await using server = await recordingServer(() => ({ status: 401 }));
    await using folder = await emptyFolder();
    const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
    for (const source of [{ token: TOKEN }, { url: `${server.url}/x?token=${TOKEN}` }]) {
      const error = await failure(saveRecording(sdk, source, folder.file, QUICK));
      expect(error).toMatchObject({ name: "SDKError", statusCode: 401 });
      expect(inspect(error, { depth: 9, showHidden: false })).not.toContain(TOKEN);
      expect(await folder.files()).toEqual([]);
    }
    expect(server.asked).toHaveLength(2);
  });

  test("ends it too where new ones do no better", async () => {
    await using server = await recordingServer(() => ({ status: 401 }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SDKError", statusCode: 401 });
    expect(server.renewals).toBe(5);
  });
});

describe("a refusal for now", () => {
  test.each([429, 500, 503])("%d is waited out", async (status) => {
    await using server = await recordingServer((index) =>
      index < 3 ? { status, headers: { "retry-after": "0.05" } } : {},
    );
    await using folder = await emptyFolder();
    const started = performance.now();
    await saveFrom(server, folder, {
      retries: { strategy: "backoff", backoff: { initialInterval: 1, maxInterval: 1_000 } },
    });
    expect(performance.now() - started).toBeGreaterThan(140);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
  });

  test("that never ends is given up, what is there kept for another time", async () => {
    let broken = true;
    await using server = await recordingServer((index) =>
      index === 0 ? { cutAfter: 100_000 } : broken ? { status: 503 } : {},
    );
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder, { attempts: 3 }));
    expect(error).toMatchObject({ name: "SDKError", statusCode: 503 });
    expect(server.asked).toHaveLength(4);
    expect(await folder.files()).toEqual(["call.mp3.partial", "call.mp3.partial.json"]);
    broken = false;
    await saveFrom(server, folder);
    expect(server.asked.at(-1)?.range).toBe("bytes=100000-");
    expect(await folder.saved()).toEqual(factsOf(BYTES));
  });

  test("is final where the caller wants no retries", async () => {
    await using server = await recordingServer(() => ({ status: 503 }));
    await using folder = await emptyFolder();
    await failure(saveFrom(server, folder, { retries: { strategy: "none" } }));
    expect(server.asked).toHaveLength(1);
  });

  test("is no endless one: a server that cuts at the same byte each time", async () => {
    await using server = await recordingServer(() => ({ ignoresRanges: true, cutAfter: 1000 }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    expect(error.name).toBe("ConnectionError");
    expect(server.asked).toHaveLength(6);
  });
});

describe("a refusal for good", () => {
  test.each([400, 403, 404, 416])("%d ends the save", async (status) => {
    await using server = await recordingServer(() => ({ status }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SDKError", statusCode: status });
    expect(server.asked).toHaveLength(1);
    expect(await folder.files()).toEqual([]);
  });

  test("a redirect elsewhere is not followed", async () => {
    await using elsewhere = await serve((_, response) => void response.end("bytes"));
    const headers = { location: `${elsewhere.url}/bucket` };
    await using server = await recordingServer(() => ({ status: 307, headers }));
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SDKError", statusCode: 307 });
    expect(elsewhere.seen).toHaveLength(0);
  });

  test("nobody there", async () => {
    await using folder = await emptyFolder();
    const error = await failure(saveFrom({ url: await closedPort() }, folder, { attempts: 2 }));
    expect(error.name).toBe("ConnectionError");
  });
});

describe("which recording", () => {
  const urls = () => ["one", "two"].map((token) => `http://any/stream?token=${token}`);
  const named = (name: string) => ({ headers: { "content-disposition": name } });

  test("is told by its place or its name", async () => {
    await using server = await recordingServer(
      (index) => named(index % 2 === 0 ? 'inline; filename="a.mp3"' : "inline; filename=b.mp3"),
      BYTES,
      urls,
    );
    await using folder = await emptyFolder();
    const sdk = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: KEY });
    const save = (source: object) =>
      saveRecording(sdk, { sessionId: "1", ...source }, folder.file, QUICK);
    await save({ index: 1 });
    expect(server.asked.splice(0).map(({ token }) => token)).toEqual(["two"]);
    await save({ name: "b.mp3" });
    expect(server.asked.map(({ token }) => token)).toEqual(["one", "two", "two"]);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    for (const source of [{ index: 2 }, { name: "c.mp3" }]) {
      const error = await failure(save(source));
      expect(error).toMatchObject({ name: "SaveRecordingError", fault: "no-recording" });
      expect(error.message).toContain("it has 2");
    }
  });

  test("none is there yet", async () => {
    await using server = await serve((_, response) => json(response, { session_id: "1" }));
    await using folder = await emptyFolder();
    expect(await failure(saveFrom(server, folder))).toMatchObject({ fault: "no-recording" });
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
  ])("must be clear: %j", async (source, place) => {
    await using folder = await emptyFolder();
    const sdk = new SyllableSDKCore({ serverURL: "http://127.0.0.1:9" });
    const error = await failure(saveRecording(sdk, source as never, folder.file));
    expect(error.name).toBe("SDKValidationError");
    expect(error.message).toContain(place);
    expect(inspect(error)).not.toContain("secret");
  });
});

describe("a signal", () => {
  /** When to abort, what the server does before, and how many bytes have come by then. */
  const phases: [string, Parameters<typeof recordingServer>[0], number][] = [
    ["before the answer", () => ({ answer: () => {} }), 0],
    ["amid the bytes", () => ({ stallAfter: 100_000 }), 100_000],
    ["between attempts", () => ({ status: 503, headers: { "retry-after": "60" } }), 0],
  ];
  test.each(phases)("ends the save at once %s", async (_, plan, expected) => {
    await using server = await recordingServer(plan);
    await using folder = await emptyFolder();
    const controller = new AbortController();
    const retries = { strategy: "backoff" } as const;
    let received = 0;
    const onProgress = ({ bytes }: { bytes: number }) => {
      received = bytes;
    };
    const { signal } = controller;
    const saving = failure(saveFrom(server, folder, { signal, retries, onProgress }));
    await until(() => server.asked.length === 1 && received === expected);
    // Whatever was answered has come in.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const started = performance.now();
    controller.abort();
    expect((await saving).name).toBe("RequestAbortedError");
    expect(performance.now() - started).toBeLessThan(500);
    const kept = server.given > 0 ? ["call.mp3.partial", "call.mp3.partial.json"] : [];
    expect(await folder.files()).toEqual(kept);
  });

  test("that fired before makes no request", async () => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    const error = await failure(saveFrom(server, folder, { signal: AbortSignal.abort() }));
    expect(error.name).toBe("RequestAbortedError");
    expect(server.seen).toHaveLength(0);
  });

  test("a progress function that throws ends the save as well", async () => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    const mine = Object.assign(new Error("mine"), { status: 503 });
    const onProgress = ({ bytes }: { bytes: number }) => {
      if (bytes > 0) throw mine;
    };
    expect(await failure(saveFrom(server, folder, { onProgress }))).toBe(mine);
    expect(server.asked).toHaveLength(1);
  });
});
