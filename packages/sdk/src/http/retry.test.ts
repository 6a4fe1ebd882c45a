import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { list } from "../../tests/support/operations.js";
import { closedPort, json, page, serve, serveSocket, until } from "../../tests/support/server.js";
import { HTTPClient } from "../lib/http.js";
import type { RetryConfig } from "../lib/retries.js";

const retries = (more = {}): RetryConfig => ({
  strategy: "backoff",
  backoff: { initialInterval: 10, maxInterval: 50, exponent: 1.5, maxElapsedTime: 2000, ...more },
});

/** Fails a number of times, then responds with a page. */
const failing = (times: number, status: number, headers: Record<string, string> = {}) =>
  serve((_, response, index) => {
    if (index < times) json(response, { detail: "not now" }, status, headers);
    else json(response, page);
  });

describe("retries", () => {
  test("are off by default", async () => {
    await using server = await failing(1, 500);
    const result = await list({ serverURL: server.url });
    expect(result).toMatchObject({ ok: false, error: { statusCode: 500 } });
    expect(server.seen).toHaveLength(1);
  });

  test.each([429, 500, 503])("happen on %i", async (status) => {
    await using server = await failing(2, status);
    const result = await list({ serverURL: server.url, retryConfig: retries() });
    expect(result.ok).toBe(true);
    expect(server.seen).toHaveLength(3);
  });

  test("do not happen on 404", async () => {
    await using server = await failing(1, 404);
    const result = await list({ serverURL: server.url }, { retries: retries() });
    expect(result).toMatchObject({ ok: false, error: { statusCode: 404 } });
    expect(server.seen).toHaveLength(1);
  });

  test("of the call override those of the client", async () => {
    await using server = await failing(1, 500);
    const settings = { serverURL: server.url, retryConfig: retries() };
    expect((await list(settings, { retries: { strategy: "none" } })).ok).toBe(false);
    expect((await list(settings)).ok).toBe(true);
  });

  test.each([
    [["404"], 404, true],
    [["4xx"], 404, true],
    [["4XX"], 500, false],
    [["429", "5XX"], 404, false],
    [[], 500, false],
  ])("depend on retryCodes: %j, %i", async (retryCodes, status, isRetried) => {
    await using server = await failing(1, status);
    const result = await list({ serverURL: server.url, retryConfig: retries() }, { retryCodes });
    expect(result.ok).toBe(isRetried);
  });

  test.each([
    ["0", 0],
    ["0.04", 30],
    ["later", 0],
    ["0.4", 400],
    ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
    ["Wednesday, 21-Oct-15 07:28:00 GMT", 0],
    ["Wed Oct 21 07:28:00 2015", 0],
  ])("wait for Retry-After %j, even beyond maxInterval", async (value, least) => {
    await using server = await failing(1, 429, { "retry-after": value });
    const start = performance.now();
    const result = await list({ serverURL: server.url, retryConfig: retries() });
    const taken = performance.now() - start;
    expect(result.ok).toBe(true);
    expect(taken).toBeGreaterThanOrEqual(least);
    expect(taken).toBeLessThan(1000);
  });

  test("end before maxElapsedTime with the last error", async () => {
    await using server = await failing(1e9, 503);
    const start = performance.now();
    const result = await list({
      serverURL: server.url,
      retryConfig: retries({ maxElapsedTime: 150 }),
    });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(result).toMatchObject({ ok: false, error: { statusCode: 503, name: "SDKError" } });
    expect(server.seen.length).toBeGreaterThan(2);
  });

  test.each([
    "60",
    "1000000000000",
    "Wed, 21 Oct 2099 07:28:00 GMT",
    `Wednesday, 21-Oct-${(new Date().getUTCFullYear() + 49) % 100} 07:28:00 GMT`,
    "Wed Oct 21 07:28:00 2099",
  ])("end at once if the server requests more time than is left: %s", async (value) => {
    await using server = await failing(1, 503, { "retry-after": value });
    const result = await list({ serverURL: server.url, retryConfig: retries() });
    expect(result).toMatchObject({ ok: false, error: { statusCode: 503 } });
    expect(server.seen).toHaveLength(1);
  });

  test("have a minimum wait, whatever the server requests", async () => {
    await using server = await failing(1e9, 503, { "retry-after": "0.0001" });
    const retryConfig = retries({ initialInterval: 50, maxElapsedTime: 500 });
    const result = await list({ serverURL: server.url, retryConfig });
    expect(result).toMatchObject({ ok: false, error: { statusCode: 503 } });
    // Each wait is at least half of the first one.
    expect(server.seen.length).toBeLessThanOrEqual(21);
  });

  test("have default settings", async () => {
    await using server = await failing(1, 503, { "retry-after": "0.01" });
    const result = await list({ serverURL: server.url, retryConfig: { strategy: "backoff" } });
    expect(result.ok).toBe(true);
  });

  test.each(["initialInterval", "maxInterval", "maxElapsedTime"])(
    "do not happen if %s is NaN",
    async (name) => {
      await using server = await failing(1e9, 503);
      const retryConfig = retries({ [name]: Number.NaN });
      const result = await list({ serverURL: server.url, retryConfig });
      expect(result).toMatchObject({ ok: false, error: { statusCode: 503 } });
      expect(server.seen).toHaveLength(1);
    },
  );

  test("wait even if the server requests more time than a timer can wait", async () => {
    await using server = await failing(1e9, 503, { "retry-after": "9".repeat(30) });
    const endless = Number.POSITIVE_INFINITY;
    const retryConfig = retries({ maxInterval: endless, maxElapsedTime: endless });
    const signal = AbortSignal.timeout(100);
    const result = await list({ serverURL: server.url, retryConfig }, { signal });
    expect(result).toMatchObject({ ok: false, error: { name: "RequestTimeoutError" } });
    expect(server.seen).toHaveLength(1);
  });

  test("after connection errors happen only with retryConnectionErrors", async () => {
    const serverURL = await closedPort();
    let attempts = 0;
    const httpClient = new HTTPClient();
    httpClient.addHook("beforeRequest", () => void attempts++);
    const retryConfig = retries({ maxElapsedTime: 100 });
    await list({ serverURL, httpClient, retryConfig });
    expect(attempts).toBe(1);
    const result = await list({
      serverURL,
      httpClient,
      retryConfig: { ...retryConfig, retryConnectionErrors: true } as RetryConfig,
    });
    expect(result).toMatchObject({ ok: false, error: { name: "ConnectionError" } });
    expect(attempts).toBeGreaterThan(3);
  });

  test("after connection errors include interrupted bodies and stalls", async () => {
    await using server = await serveSocket((socket, _, index) => {
      const start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
      const body = JSON.stringify(page);
      if (index === 0) socket.resetAndDestroy();
      else if (index === 1) socket.end(`${start}Content-Length: 99\r\n\r\n{`);
      else if (index > 2) socket.end(`${start}Content-Length: ${body.length}\r\n\r\n${body}`);
    });
    const result = await list({
      serverURL: server.url,
      timeoutMs: 200,
      retryConfig: { ...retries(), retryConnectionErrors: true } as RetryConfig,
    });
    expect(result.ok).toBe(true);
    expect(server.seen).toHaveLength(4);
  });

  test("do not wait for the body of the failed response", async () => {
    let closed = false;
    await using server = await serve((_, response, index) => {
      if (index > 0) return json(response, page);
      response.on("close", () => {
        closed = true;
      });
      response.writeHead(503, { "content-type": "text/plain" });
      response.write("a body that never ends");
    });
    const result = await list({ serverURL: server.url, retryConfig: retries() });
    expect(result.ok).toBe(true);
    await until(() => closed);
  });

  test("end at once when aborted during a wait, without a listener left", async () => {
    await using server = await failing(1, 503, { "retry-after": "30" });
    const controller = new AbortController();
    const retryConfig = retries({ maxInterval: 60_000, maxElapsedTime: 100_000 });
    const call = list({ serverURL: server.url, retryConfig }, { signal: controller.signal });
    await until(() => server.seen.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = performance.now();
    controller.abort();
    expect(await call).toMatchObject({ ok: false, error: { name: "RequestAbortedError" } });
    expect(performance.now() - start).toBeLessThan(50);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect(server.seen).toHaveLength(1);
  });

  test("call the API key function again", async () => {
    await using server = await failing(1, 503);
    let calls = 0;
    const apiKeyHeader = async () => `key-number-${++calls}`;
    await list({ serverURL: server.url, retryConfig: retries(), apiKeyHeader });
    const keys = server.seen.map(({ headers }) => headers["syllable-api-key"]);
    expect(keys).toEqual(["key-number-1", "key-number-2"]);
  });
});
