import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { bomb, type Poured, pour } from "../../tests/support/endless.js";
import { list, recordingStream } from "../../tests/support/operations.js";
import { json, page, serve, type TestServer, until } from "../../tests/support/server.js";
import { HTTPClient } from "../lib/http.js";
import {
  isResponseTooLargeError,
  ResponseTooLargeError,
  SyllableSDKError,
} from "../models/errors/index.js";

const MIB = 2 ** 20;
const JSON_TYPE = { "content-type": "application/json" };

let server: TestServer;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
});

const errorOf = async (...args: Parameters<typeof list>): Promise<Error> => {
  const result = await list(...args);
  if (result.ok) throw new Error("it did not fail");
  return result.error;
};

/** A server whose every body never ends. */
async function endless(begin: (response: ServerResponse) => Poured): Promise<() => Poured> {
  let poured: Poured | undefined;
  server = await serve((_, response) => {
    poured = begin(response);
  });
  return () => poured!;
}
const plain = (response: ServerResponse) => {
  response.writeHead(200, JSON_TYPE).write('{"items":[');
  return pour(response, `${JSON.stringify(page.items[0])},`.repeat(1000));
};

describe("a response without end", () => {
  test.each([
    ["plain", plain],
    ...(["gzip", "br"] as const).map((encoding): [string, typeof plain] => [
      encoding,
      (response) => {
        response.writeHead(200, { ...JSON_TYPE, "content-encoding": encoding });
        return bomb(response, encoding);
      },
    ]),
  ])("ends the call with a named error and the connection: %s", async (_, begin) => {
    const poured = await endless(begin);
    const error = await errorOf({ serverURL: server.url, maxResponseBytes: MIB });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(error).toBeInstanceOf(SyllableSDKError);
    expect(isResponseTooLargeError(error)).toBe(true);
    expect(error.message).toMatch(/larger than 1048576 bytes.*maxResponseBytes/);
    expect(error).toMatchObject({ name: "ResponseTooLargeError", statusCode: 200, body: "" });
    await until(() => poured().closed);
  });

  test("is read up to 64 MiB by default", async () => {
    const poured = await endless(plain);
    const before = process.memoryUsage().rss;
    expect(await errorOf({ serverURL: server.url })).toBeInstanceOf(ResponseTooLargeError);
    await until(() => poured().closed);
    expect(poured().bytes).toBeGreaterThan(64 * MIB);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * MIB);
  });

  test("in chunks of one byte takes no more memory than in large ones", async () => {
    const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
    const before = used();
    let most = 0;
    let chunks = 0;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1));
        if (++chunks % 100_000 === 0) most = Math.max(most, used() - before);
      },
    });
    const fetcher = async () => new Response(body, { headers: JSON_TYPE });
    const httpClient = new HTTPClient({ fetcher });
    const error = await errorOf({ serverURL: "http://fake", httpClient, maxResponseBytes: MIB });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(most).toBeLessThan(100 * MIB);
  });

  test("frees the connection also where a hook holds a clone that it does not read", async () => {
    const poured = await endless(plain);
    const clones: Response[] = [];
    const httpClient = new HTTPClient().addHook("response", (response) => {
      clones.push(response.clone());
    });
    const settings = { serverURL: server.url, maxResponseBytes: MIB, httpClient };
    expect(await errorOf(settings)).toBeInstanceOf(ResponseTooLargeError);
    await until(() => poured().closed);
    await expect(clones[0]!.text()).rejects.toBeInstanceOf(ResponseTooLargeError);
  });

  test("is ended by the time limit and the signal too", async () => {
    const poured = await endless((response) => {
      response.writeHead(200, JSON_TYPE);
      const drip = { bytes: 0, closed: false };
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => {
        clearInterval(timer);
        drip.closed = true;
      });
      return drip;
    });
    const timed = await errorOf({ serverURL: server.url, timeoutMs: 100 });
    expect(timed.name).toBe("RequestTimeoutError");
    await until(() => poured().closed);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const aborted = await errorOf({ serverURL: server.url }, { signal: controller.signal });
    expect(aborted.name).toBe("RequestAbortedError");
    await until(() => poured().closed);
  });

  test("of a fetcher that ignores the signal is cancelled when time is up", async () => {
    server = await serve(() => {});
    let cancelled = false;
    const body = () =>
      new ReadableStream({
        cancel() {
          cancelled = true;
        },
      });
    const fetcher = async () => new Response(body(), { headers: JSON_TYPE });
    const httpClient = new HTTPClient({ fetcher });
    const error = await errorOf({ serverURL: server.url, httpClient, timeoutMs: 50 });
    expect(error.name).toBe("RequestTimeoutError");
    await until(() => cancelled);
  });
});

describe("the limit", () => {
  const text = JSON.stringify({ ...page, padding: "é".repeat(1000) });
  const length = Buffer.byteLength(text);
  const whole = (chunked: boolean) =>
    serve((_, response) => {
      response.writeHead(200, { ...JSON_TYPE, ...(!chunked && { "content-length": length }) });
      response.end(text);
    });

  test.each([true, false])("counts bytes and is itself allowed, chunked: %s", async (chunked) => {
    server = await whole(chunked);
    const settings = { serverURL: server.url };
    expect((await list({ ...settings, maxResponseBytes: length })).ok).toBe(true);
    const error = await errorOf({ ...settings, maxResponseBytes: length - 1 });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
  });

  test("of the call wins over the client's", async () => {
    server = await whole(true);
    const settings = { serverURL: server.url };
    const small = { maxResponseBytes: 10 };
    expect(await errorOf(settings, small)).toBeInstanceOf(ResponseTooLargeError);
    const large = { maxResponseBytes: length };
    expect((await list({ ...settings, ...small }, large)).ok).toBe(true);
  });

  test.each([0, -1, Number.NaN])("of %d lets nothing through", async (maxResponseBytes) => {
    server = await whole(true);
    const error = await errorOf({ serverURL: server.url, maxResponseBytes });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
  });

  test("ends a response that announces more before it comes", async () => {
    let closed = false;
    server = await serve((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      response.writeHead(200, { ...JSON_TYPE, "content-length": 65 * MIB }).flushHeaders();
    });
    expect(await errorOf({ serverURL: server.url })).toBeInstanceOf(ResponseTooLargeError);
    await until(() => closed);
  });

  test("is not compared with the length of a compressed body", async () => {
    server = await serve(async (_, response) => {
      const { gzipSync } = await import("node:zlib");
      // Without compression, gzip only adds to the length.
      const packed = gzipSync(text, { level: 0 });
      const headers = { "content-encoding": "gzip", "content-length": packed.length };
      response.writeHead(200, { ...JSON_TYPE, ...headers }).end(packed);
    });
    expect((await list({ serverURL: server.url, maxResponseBytes: length })).ok).toBe(true);
  });

  test("does not hold for a stream", async () => {
    server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "audio/wav" }).end(Buffer.alloc(MIB));
    });
    const result = await recordingStream.call({ serverURL: server.url, maxResponseBytes: 10 });
    if (!result.ok) throw result.error;
    const { byteLength } = await new Response(result.value as ReadableStream).arrayBuffer();
    expect(byteLength).toBe(MIB);
  });

  test("is not passed by many small responses together", async () => {
    server = await serve((_, response) => json(response, page));
    for (let i = 0; i < 5; i++) {
      expect((await list({ serverURL: server.url, maxResponseBytes: 200 })).ok).toBe(true);
    }
  });
});
