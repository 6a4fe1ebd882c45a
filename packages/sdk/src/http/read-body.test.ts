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
  if (result.ok) throw new Error("the call did not fail");
  return result.error;
};

/** A server whose responses never end. */
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

describe("an endless response", () => {
  test.each([
    ["plain", plain],
    ...(["gzip", "br"] as const).map((encoding): [string, typeof plain] => [
      encoding,
      (response) => {
        response.writeHead(200, { ...JSON_TYPE, "content-encoding": encoding });
        return bomb(response, encoding);
      },
    ]),
  ])(
    "ends the call with a ResponseTooLargeError and closes the connection: %s",
    async (_, begin) => {
      const poured = await endless(begin);
      const error = await errorOf({ serverURL: server.url, maxResponseBytes: MIB });
      expect(error).toBeInstanceOf(ResponseTooLargeError);
      expect(error).toBeInstanceOf(SyllableSDKError);
      expect(isResponseTooLargeError(error)).toBe(true);
      expect(error.message).toMatch(/larger than 1048576 bytes.*maxResponseBytes/);
      expect(error).toMatchObject({ name: "ResponseTooLargeError", statusCode: 200, body: "" });
      await until(() => poured().closed);
    },
  );

  test("is read up to 64 MiB by default", async () => {
    const poured = await endless(plain);
    const before = process.memoryUsage().rss;
    expect(await errorOf({ serverURL: server.url })).toBeInstanceOf(ResponseTooLargeError);
    await until(() => poured().closed);
    expect(poured().bytes).toBeGreaterThan(64 * MIB);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * MIB);
  });

  test("takes no more memory in chunks of one byte", async () => {
    const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
    const before = used();
    let maxUsed = 0;
    let chunks = 0;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1));
        if (++chunks % 100_000 === 0) maxUsed = Math.max(maxUsed, used() - before);
      },
    });
    const fetcher = async () => new Response(body, { headers: JSON_TYPE });
    const httpClient = new HTTPClient({ fetcher });
    const error = await errorOf({ serverURL: "http://fake", httpClient, maxResponseBytes: MIB });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(maxUsed).toBeLessThan(100 * MIB);
  });

  test("closes the connection even if a hook holds an unread clone", async () => {
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

  test("is ended by the time limit and by the signal", async () => {
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

  test("of a fetcher that ignores the signal is cancelled at the time limit", async () => {
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

describe("maxResponseBytes", () => {
  const text = JSON.stringify({ ...page, padding: "é".repeat(1000) });
  const length = Buffer.byteLength(text);
  const respondWhole = (chunked: boolean) =>
    serve((_, response) => {
      response.writeHead(200, { ...JSON_TYPE, ...(!chunked && { "content-length": length }) });
      response.end(text);
    });

  test.each([true, false])(
    "counts bytes and allows exactly the limit, chunked: %s",
    async (chunked) => {
      server = await respondWhole(chunked);
      const settings = { serverURL: server.url };
      expect((await list({ ...settings, maxResponseBytes: length })).ok).toBe(true);
      const error = await errorOf({ ...settings, maxResponseBytes: length - 1 });
      expect(error).toBeInstanceOf(ResponseTooLargeError);
    },
  );

  test("of the call wins over the client's", async () => {
    server = await respondWhole(true);
    const settings = { serverURL: server.url };
    const small = { maxResponseBytes: 10 };
    expect(await errorOf(settings, small)).toBeInstanceOf(ResponseTooLargeError);
    const large = { maxResponseBytes: length };
    expect((await list({ ...settings, ...small }, large)).ok).toBe(true);
  });

  test.each([0, -1, Number.NaN])("of %d allows nothing", async (maxResponseBytes) => {
    server = await respondWhole(true);
    const error = await errorOf({ serverURL: server.url, maxResponseBytes });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
  });

  test("ends a response that declares more before its body arrives", async () => {
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

  test("does not apply to a stream", async () => {
    server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "audio/wav" }).end(Buffer.alloc(MIB));
    });
    const result = await recordingStream.call({ serverURL: server.url, maxResponseBytes: 10 });
    if (!result.ok) throw result.error;
    const { byteLength } = await new Response(result.value as ReadableStream).arrayBuffer();
    expect(byteLength).toBe(MIB);
  });

  test("applies to each response, not to their sum", async () => {
    server = await serve((_, response) => json(response, page));
    for (let i = 0; i < 5; i++) {
      expect((await list({ serverURL: server.url, maxResponseBytes: 200 })).ok).toBe(true);
    }
  });
});
