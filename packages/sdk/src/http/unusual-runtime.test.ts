/** Responses of runtimes that lack parts of the standard, and values that no one expects. */
import { describe, expect, test } from "vitest";
import { list, operations, recordingStream, TOKEN } from "../../tests/support/operations.js";
import { page } from "../../tests/support/server.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { HTTPClient } from "../lib/http.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import * as errors from "../models/errors/index.js";

const bytes = new TextEncoder().encode(JSON.stringify(page));
const never = () => Promise.reject(new Error("not implemented"));

/** A client whose fetcher returns a response with only some of the properties of the standard. */
const clientFor = (more: object, type = "application/json") => {
  const response = {
    ok: true,
    status: 200,
    headers: new Headers({ "content-type": type }),
    ...more,
  };
  const fetcher = async () => response as unknown as Response;
  return { serverURL: "http://fake", httpClient: new HTTPClient({ fetcher }) };
};

const open = async (settings: object, options?: RequestOptions) => {
  const sdk = new ClientSDK(settings);
  const result = await sessionsSessionRecordingStream(sdk, { token: TOKEN }, options);
  if (!result.ok) throw result.error;
  return result.value;
};
const readAll = async (stream: ReadableStream<Uint8Array>) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

describe("a response without a stream", () => {
  const text = async () => JSON.stringify(page);
  const arrayBuffer = async () => bytes.buffer;

  test.each([
    ["text() only", { text }],
    ["an arrayBuffer() that is not implemented", { text, arrayBuffer: never, body: undefined }],
  ])("is read as JSON: %s", async (_what, response) => {
    expect(await list(clientFor(response))).toMatchObject({ ok: true, value: { page: 0 } });
  });

  test.each([
    ["arrayBuffer() only", { arrayBuffer }],
    ["a null body", { arrayBuffer, text, body: null, bodyUsed: false }],
  ])("is read as a stream: %s", async (_what, response) => {
    for (const options of [undefined, { signal: new AbortController().signal }]) {
      const stream = await open(clientFor(response, "audio/wav"), options);
      expect(await readAll(stream)).toEqual(Buffer.from(bytes));
    }
  });

  test("is a stream of any async iterable", async () => {
    const body = (async function* () {
      yield bytes.subarray(0, 5);
      yield bytes.subarray(5);
    })();
    expect(await readAll(await open(clientFor({ body })))).toEqual(Buffer.from(bytes));
  });

  test.each([
    ["nothing", {}],
    ["an arrayBuffer() that is not implemented", { text, arrayBuffer: never }],
  ])("is an error instead of an empty stream: %s", async (_what, response) => {
    await expect(open(clientFor(response)).then(readAll)).rejects.toBeInstanceOf(
      errors.ConnectionError,
    );
  });

  test("is an error instead of an empty stream if a hook has read it", async () => {
    for (const read of [
      (response: Response) => response.arrayBuffer(),
      (response: Response) => response.body?.getReader(),
    ]) {
      const fetcher = async () => new Response(bytes);
      const httpClient = new HTTPClient({ fetcher }).addHook("response", async (response) => {
        await read(response);
      });
      await expect(open({ serverURL: "http://fake", httpClient })).rejects.toBeInstanceOf(
        errors.UnexpectedClientError,
      );
    }
  });
});

/** Values that code may throw. */
const thrown: [string, unknown][] = [
  ["a string", "no"],
  ["undefined", undefined],
  ["null", null],
  ["a symbol", Symbol("no")],
  ["an object without a prototype", Object.create(null)],
  ["a frozen error", Object.freeze(new Error("no"))],
  ["an AggregateError", new AggregateError([new Error("no")])],
  ["an error with an odd message", Object.assign(new Error(), { message: { a: 1 }, stack: 5 })],
  ["an error with an odd code", Object.assign(new Error("no"), { code: Symbol("no") })],
  ["an error that is its own cause", Object.assign(new Error("no"), { cause: undefined })],
  ["a DOMException", new DOMException("no", "DataError")],
  [
    "a trap",
    new Proxy(new Error("no"), {
      get() {
        throw new Error("trap");
      },
    }),
  ],
];

describe("an error of the documented classes is what comes of", () => {
  const documented = (error: unknown) => {
    expect(error).toBeInstanceOf(errors.HTTPClientError);
    expect((error as Error).message).toEqual(expect.any(String));
  };

  test.each(thrown)("%s that is thrown", async (_what, value) => {
    const fail = () => {
      throw value;
    };
    const body = () => new ReadableStream({ pull: fail });
    const headers = { "content-type": "application/json" };
    const clients: [string, HTTPClient][] = [
      ["fetcher", new HTTPClient({ fetcher: async () => fail() })],
      ["synchronous fetcher", new HTTPClient({ fetcher: fail })],
      ["beforeRequest", new HTTPClient().addHook("beforeRequest", fail)],
      [
        "response",
        new HTTPClient({ fetcher: async () => new Response("{}") }).addHook("response", fail),
      ],
      ["requestError", new HTTPClient({ fetcher: never }).addHook("requestError", fail)],
      ["body", new HTTPClient({ fetcher: async () => new Response(body(), { headers }) })],
    ];
    for (const [where, httpClient] of clients) {
      const settings = { serverURL: "http://fake", httpClient };
      const result = await list(settings);
      expect(result.ok, where).toBe(false);
      if (result.ok) continue;
      documented(result.error);
      if (where === "body") expect(result.error.name).toBe("ConnectionError");
      const streamed = await recordingStream.call(settings);
      const error = streamed.ok
        ? await readAll(streamed.value as ReadableStream).catch((reason) => reason)
        : streamed.error;
      documented(error);
      if (where === "body") expect(error.name).toBe("ConnectionError");
    }
  });

  test.each([null, undefined, 5, "text", {}, { status: 200 }, { headers: new Headers() }])(
    "a fetcher that returns %j",
    async (value) => {
      const httpClient = new HTTPClient({ fetcher: async () => value as never });
      for (const operation of operations) {
        const result = await operation.call({ serverURL: "http://fake", httpClient });
        expect(result.ok, operation.name).toBe(false);
        if (!result.ok) {
          const { HTTPClientError, SyllableSDKError } = errors;
          const isDocumented =
            result.error instanceof HTTPClientError || result.error instanceof SyllableSDKError;
          expect(isDocumented, `${operation.name}: ${result.error}`).toBe(true);
        }
      }
    },
  );

  test.each(["text", 5, {}, [], new Response()])("a hook that returns %j", async (value) => {
    const httpClient = new HTTPClient().addHook("beforeRequest", () => value as never);
    const result = await list({ serverURL: "http://127.0.0.1:9", httpClient });
    documented(result.ok ? undefined : result.error);
  });
});

test("signals without throwIfAborted and reasons work", async () => {
  class OldController extends AbortController {
    constructor() {
      super();
      Object.defineProperty(this.signal, "throwIfAborted", { value: undefined });
      Object.defineProperty(this.signal, "reason", { value: undefined });
    }
  }
  const { AbortController: standard } = globalThis;
  globalThis.AbortController = OldController;
  try {
    const waiting = new HTTPClient({ fetcher: () => new Promise(() => {}) });
    const settings = { serverURL: "http://fake", httpClient: waiting };
    expect(await list(settings, { timeoutMs: 20 })).toMatchObject({
      error: { name: "RequestTimeoutError" },
    });
    const controller = new OldController();
    const call = list(settings, { signal: controller.signal });
    controller.abort();
    expect(await call).toMatchObject({ error: { name: "RequestAbortedError" } });
    expect(await list(settings, { signal: controller.signal })).toMatchObject({
      error: { name: "RequestAbortedError" },
    });
  } finally {
    globalThis.AbortController = standard;
  }
});
