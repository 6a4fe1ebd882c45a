import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { list } from "../../tests/support/operations.js";
import { json, page, serve } from "../../tests/support/server.js";
import { HTTPClient } from "../lib/http.js";
import { ResponseTooLargeError } from "../models/errors/index.js";

const JSON_TYPE = { "content-type": "application/json" };

const errorOf = async (...args: Parameters<typeof list>): Promise<Error> => {
  const result = await list(...args);
  if (result.ok) throw new Error("the call did not fail");
  return result.error;
};

describe("an unusual response", () => {
  const good = JSON.stringify({ ...page, padding: "雪".repeat(100_000) });
  const bytes = Buffer.from(good);
  const clientFor = (body: unknown, more: object = {}) => {
    const response = { ok: true, status: 200, headers: new Headers(JSON_TYPE), body, ...more };
    const fetcher = async () => response as unknown as Response;
    return { serverURL: "http://fake", httpClient: new HTTPClient({ fetcher }) };
  };
  const streamOf = (...chunks: unknown[]) =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  const locked = (stream: ReadableStream) => {
    stream.getReader();
    return stream;
  };
  /** Chunks that split characters. */
  const chunksOf = (size: number) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );

  test.each<[string, unknown, object?]>([
    ["a null body and text()", null, { text: async () => good }],
    ["no body and text()", undefined, { text: async () => good }],
    ["a stream of one chunk", streamOf(bytes)],
    [
      "a stream with empty chunks",
      streamOf(bytes.subarray(0, 0), ...chunksOf(99_999), Buffer.of()),
    ],
    ["a stream of many chunks", streamOf(...chunksOf(101))],
    ["a stream of Node", Readable.from(chunksOf(1001))],
  ])("is read, up to the limit: %s", async (_, body, more) => {
    const result = await list(clientFor(body, more));
    expect(result).toMatchObject({ ok: true, value: { page: 0, items: [{ sessionId: "1" }] } });
    const again =
      body instanceof Readable ? Readable.from(chunksOf(1001)) : streamOf(...chunksOf(1001));
    const error = await errorOf({
      ...clientFor(body && again, more),
      maxResponseBytes: bytes.length - 1,
    });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    if (again instanceof Readable) expect(again.destroyed).toBe(true);
  });

  test.each<[string, unknown, object?]>([
    ["chunks of text", streamOf("{}", "{}")],
    ["undefined chunks", streamOf(undefined)],
    ["a body that was read before", null, { bodyUsed: true, text: () => new Response().json() }],
    ["a body that is locked", locked(streamOf())],
  ])("is an error: %s", async (_, body, more) => {
    expect((await errorOf(clientFor(body, more))).name).toBe("UnexpectedClientError");
  });

  test("is an error if a hook has read the body", async () => {
    await using server = await serve((_, response) => json(response, page));
    const httpClient = new HTTPClient().addHook("response", async (response) => {
      await response.text();
    });
    expect((await errorOf({ serverURL: server.url, httpClient })).name).toBe(
      "UnexpectedClientError",
    );
  });

  test("is read if a hook has read a clone", async () => {
    await using server = await serve((_, response) => json(response, page));
    const httpClient = new HTTPClient().addHook("response", async (response) => {
      await response.clone().text();
    });
    expect((await list({ serverURL: server.url, httpClient })).ok).toBe(true);
  });
});
