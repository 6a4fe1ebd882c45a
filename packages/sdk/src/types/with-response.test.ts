import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { list, operations } from "../../tests/support/operations.js";
import { closedPort, json, page, serve } from "../../tests/support/server.js";
import { sessionsList } from "../funcs/sessionsList.js";
import type { CallError } from "../http/call-error.js";
import { HTTPClient } from "../lib/http.js";
import type { ListResponseSession, Session } from "../models/components/index.js";
import { SDKError, SDKValidationError } from "../models/errors/index.js";
import { SyllableSDK } from "../sdk/sdk.js";
import type { APIPromise, CallPromise, Result, WithResponse } from "./index.js";

const REQUEST_ID = { "x-request-id": "req-1" };

const serveResponse = (
  status = 200,
  body: unknown = page,
  headers: Record<string, string> = REQUEST_ID,
) => serve((_, response) => json(response, body, status, headers));

const sessionsAt = (serverURL: string) => new SyllableSDK({ serverURL }).sessions;

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
afterEach(() => {
  process.off("unhandledRejection", note);
  unhandled.length = 0;
});

describe("withResponse of a method", () => {
  test("returns the value, its response and the request id of one request", async () => {
    await using server = await serveResponse();
    const call = sessionsAt(server.url).list({});
    const { value, response, requestId } = await call.withResponse();
    expect(value).toBe(await call);
    expect(value.items[0]?.sessionId).toBe("1");
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.bodyUsed]).toEqual([200, true]);
    expect(requestId).toBe("req-1");
    expect(server.seen).toHaveLength(1);
  });

  test("has no request id if the response has none", async () => {
    await using server = await serveResponse(200, page, {});
    const { requestId } = await sessionsAt(server.url).list({}).withResponse();
    expect(requestId).toBeUndefined();
  });

  test("has the last response after retries", async () => {
    await using server = await serve((_, response, index) =>
      json(response, page, index ? 200 : 503, { "x-request-id": `req-${index}` }),
    );
    const retries = { strategy: "backoff", backoff: { initialInterval: 1 } } as const;
    const { requestId } = await sessionsAt(server.url).list({}, { retries }).withResponse();
    expect(requestId).toBe("req-1");
  });

  test("rejects with the error of the method, which is then handled", async () => {
    process.on("unhandledRejection", note);
    await using server = await serveResponse(404, { detail: "no such session" });
    const call = sessionsAt(server.url).getById({ sessionId: "1" });
    const error = await call.withResponse().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SDKError);
    await expect(call).rejects.toBe(error);
    const invalid = sessionsAt(server.url).getById({ sessionId: 1 as never });
    await expect(invalid.withResponse()).rejects.toBeInstanceOf(SDKValidationError);
    await sessionsAt(server.url)
      .list({})
      .withResponse()
      .catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).toEqual([]);
  });

  test("leaves a failure that nobody awaits an unhandled rejection", async () => {
    await using server = await serveResponse(500, {});
    // The test runner listens too, and would report a failure.
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", note);
    try {
      sessionsAt(server.url).list({});
      await expect.poll(() => unhandled).toHaveLength(1);
    } finally {
      for (const listener of others) process.on("unhandledRejection", listener);
    }
  });

  test("returns the stream of a recording unread", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(206, { "content-type": "audio/wav", ...REQUEST_ID }).end("bytes");
    });
    const call = sessionsAt(server.url).sessionRecordingStream({ token: "t" });
    const { value, response, requestId } = await call.withResponse();
    expect([response.status, response.headers.get("content-type")]).toEqual([206, "audio/wav"]);
    expect(requestId).toBe("req-1");
    expect(await new Response(value).text()).toBe("bytes");
  });
});

test.each(operations)("$name has it, as a function and as a method", async (operation) => {
  await using server = await serveResponse(500, {});
  const settings = { serverURL: server.url };
  const called = operation.call(settings) as APIPromise<Result<unknown>>;
  expect(await called.withResponse()).toMatchObject({
    value: { ok: false, error: { name: "SDKError" } },
    response: { status: 500 },
    requestId: "req-1",
  });
  const method = operation.method(settings) as CallPromise<unknown>;
  await expect(method.withResponse()).rejects.toMatchObject({ requestId: "req-1" });
});

describe("withResponse of a function", () => {
  test("returns the result, its response and the request id", async () => {
    await using server = await serveResponse();
    const call = list({ serverURL: server.url });
    const { value, response, requestId } = await call.withResponse();
    expect(value).toBe(await call);
    expect(value.ok && value.value.items).toHaveLength(1);
    expect([response?.status, requestId]).toEqual([200, "req-1"]);
  });

  test("never rejects", async () => {
    await using server = await serveResponse(422, { detail: "text" });
    const failed = await list({ serverURL: server.url }).withResponse();
    expect(failed).toMatchObject({ value: { ok: false }, requestId: "req-1" });
    expect(failed.response?.status).toBe(422);
    const refused = await list({ serverURL: await closedPort() }).withResponse();
    expect(refused).toMatchObject({ value: { error: { name: "ConnectionError" } } });
    expect([refused.response, refused.requestId]).toEqual([undefined, undefined]);
  });

  test.each([
    [undefined],
    [{}],
    [{ ok: true, status: 200, headers: {} }],
    [
      {
        headers: {
          get() {
            throw new Error("trap");
          },
        },
      },
    ],
    [
      {
        get headers() {
          throw new Error("trap");
        },
      },
    ],
  ])("never rejects if a fetcher returns something else than a response", async (returned) => {
    const httpClient = new HTTPClient({ fetcher: async () => returned as never });
    const call = list({ serverURL: "http://localhost", httpClient });
    expect(await call.withResponse()).toMatchObject({
      value: { ok: false, error: { name: "UnexpectedClientError" } },
      requestId: undefined,
    });
  });
});

test("the types are exact", () => {
  const sdk = new SyllableSDK();
  type Method<T> = { value: T; response: Response; requestId: string | undefined };
  const methods = () => [
    expectTypeOf(sdk.sessions.list({})).resolves.toEqualTypeOf<ListResponseSession>(),
    expectTypeOf(sdk.sessions.list({}).withResponse()).resolves.toEqualTypeOf<
      Method<ListResponseSession>
    >(),
    expectTypeOf(sdk.sessions.getById({ sessionId: "" })).toEqualTypeOf<CallPromise<Session>>(),
    expectTypeOf(sdk.sessions.getById({ sessionId: "" })).toExtend<Promise<Session>>(),
    expectTypeOf(sdk.sessions.transcript.getById({ sessionId: "" }).withResponse).returns.toExtend<
      Promise<WithResponse<object>>
    >(),
    expectTypeOf(sdk.ingest.deleteSession({ sessionId: "" })).toEqualTypeOf<
      CallPromise<undefined>
    >(),
    expectTypeOf(sessionsList(sdk, {}).withResponse()).resolves.toEqualTypeOf<{
      value: Result<ListResponseSession, CallError>;
      response: Response | undefined;
      requestId: string | undefined;
    }>(),
  ];
  expectTypeOf(methods).toBeFunction();
});
