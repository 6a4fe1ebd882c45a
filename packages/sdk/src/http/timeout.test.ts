import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { list, recordingStream, TOKEN } from "../../tests/support/operations.js";
import { json, page, serve, serveSocket, until } from "../../tests/support/server.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { HTTPClient } from "../lib/http.js";
import { ClientSDK } from "../lib/sdks.js";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("timeoutMs", () => {
  test("of the call overrides the client's, and 0 removes it", async () => {
    let isResponding = false;
    await using server = await serve((_, response) => {
      if (isResponding) setTimeout(() => json(response, page), 80);
    });
    const settings = { serverURL: server.url, timeoutMs: 40 };
    expect(await list(settings)).toMatchObject({
      ok: false,
      error: { name: "RequestTimeoutError" },
    });
    isResponding = true;
    expect((await list(settings, { timeoutMs: 2000 })).ok).toBe(true);
    expect((await list(settings, { timeoutMs: 0 })).ok).toBe(true);
    expect((await list({ serverURL: server.url, timeoutMs: -1 })).ok).toBe(true);
  });

  test.each([2 ** 31, 1e300, Number.POSITIVE_INFINITY, Number.NaN])(
    "of %d is no limit",
    async (timeoutMs) => {
      await using server = await serve((_, response) => {
        setTimeout(() => json(response, page), 20);
      });
      expect((await list({ serverURL: server.url, timeoutMs })).ok).toBe(true);
    },
  );

  test("includes the API key function, hooks and fetchers that ignore signals", async () => {
    const never = () => new Promise<never>(() => {});
    const httpClient = new HTTPClient().addHook("beforeRequest", never);
    for (const settings of [
      { apiKeyHeader: never },
      { httpClient },
      { httpClient: new HTTPClient({ fetcher: never }) },
    ]) {
      const result = await list({ serverURL: "http://127.0.0.1:9", timeoutMs: 30, ...settings });
      expect(result).toMatchObject({ ok: false, error: { name: "RequestTimeoutError" } });
    }
  });

  test("applies even if a hook replaces the signal of the request", async () => {
    await using server = await serveSocket(() => {});
    const httpClient = new HTTPClient().addHook(
      "beforeRequest",
      (request) => new Request(request, { signal: new AbortController().signal }),
    );
    const result = await list({ serverURL: server.url, httpClient, timeoutMs: 50 });
    expect(result).toMatchObject({ ok: false, error: { name: "RequestTimeoutError" } });
  });

  test("cancels a response that arrives later", async () => {
    let cancelled = false;
    const late = new ReadableStream({
      cancel() {
        cancelled = true;
      },
    });
    const fetcher = () => pause(60).then(() => new Response(late));
    const httpClient = new HTTPClient({ fetcher });
    const result = await list({ serverURL: "http://localhost", httpClient, timeoutMs: 20 });
    expect(result.ok).toBe(false);
    await until(() => cancelled);
  });

  test("leaves no timer", async () => {
    await using server = await serve((_, response) => json(response, page));
    const before = timers();
    for (let i = 0; i < 5; i++) await list({ serverURL: server.url, timeoutMs: 60_000 });
    await list({ serverURL: "http://127.0.0.1:9", timeoutMs: 60_000 });
    await list({ serverURL: server.url, timeoutMs: 60_000 }, { signal: AbortSignal.abort() });
    expect(timers()).toBeLessThanOrEqual(before);
  });

  test("does not end a stream that was returned", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "audio/wav" });
      let sent = 0;
      const timer = setInterval(() => {
        response.write("x");
        if (++sent === 10) {
          clearInterval(timer);
          response.end();
        }
      }, 30);
    });
    for (const options of [{}, { signal: new AbortController().signal }]) {
      const result = await recordingStream.call({ serverURL: server.url, timeoutMs: 100 }, options);
      if (!result.ok) throw result.error;
      expect(await new Response(result.value as ReadableStream).text()).toBe("x".repeat(10));
    }
  });
});

describe("a caller's signal", () => {
  const client = (serverURL: string) => new ClientSDK({ serverURL });

  test("that times out causes a RequestTimeoutError", async () => {
    await using server = await serveSocket(() => {});
    const signal = AbortSignal.timeout(30);
    for (const options of [{ signal }, { fetchOptions: { signal } }]) {
      const result = await list({ serverURL: server.url }, options);
      expect(result).toMatchObject({ ok: false, error: { name: "RequestTimeoutError" } });
    }
  });

  test("may be set in either place", async () => {
    await using server = await serveSocket(() => {});
    const { signal } = new AbortController();
    const late = AbortSignal.timeout(30);
    for (const options of [
      { signal: undefined as never, fetchOptions: { signal: late } },
      { signal: late, fetchOptions: { signal } },
    ]) {
      const result = await list({ serverURL: server.url }, options);
      expect(result).toMatchObject({ ok: false, error: { name: "RequestTimeoutError" } });
    }
  });

  test("of many calls has one listener and ends each with a separate error", async () => {
    const warned: Error[] = [];
    const note = (warning: Error) => void warned.push(warning);
    process.on("warning", note);
    await using server = await serveSocket(() => {});
    const controller = new AbortController();
    const { signal } = controller;
    const calls = Array.from({ length: 50 }, () => list({ serverURL: server.url }, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await until(() => server.open() === 50);
    controller.abort();
    const errors = (await Promise.all(calls)).map((result) => !result.ok && result.error);
    expect(new Set(errors).size).toBe(50);
    for (const error of errors) expect(error).toMatchObject({ name: "RequestAbortedError" });
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    process.off("warning", note);
    expect(warned).toEqual([]);
  });

  test("ends a body at once", async () => {
    await using server = await serveSocket((socket) => {
      socket.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
      );
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const result = await list({ serverURL: server.url }, { signal: controller.signal });
    expect(result).toMatchObject({ ok: false, error: { name: "RequestAbortedError" } });
  });

  test("ends a stream at once, even if the fetcher ignores it", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "audio/wav" });
      response.write("start");
    });
    const ignoring = new HTTPClient({ fetcher: () => fetch(server.url) });
    for (const httpClient of [new HTTPClient(), ignoring]) {
      const controller = new AbortController();
      const { signal } = controller;
      const sdk = new ClientSDK({ serverURL: server.url, httpClient });
      const result = await sessionsSessionRecordingStream(sdk, { token: TOKEN }, { signal });
      if (!result.ok) throw result.error;
      const reader = result.value.getReader();
      expect(new TextDecoder().decode((await reader.read()).value)).toBe("start");
      expect(getEventListeners(signal, "abort")).toHaveLength(1);
      setTimeout(() => controller.abort(), 20);
      await expect(reader.read()).rejects.toMatchObject({ name: "RequestAbortedError" });
      expect(getEventListeners(signal, "abort")).toHaveLength(0);
    }
  });

  test("has no listener left after the body ends or fails", async () => {
    await using server = await serve((request, response, index) => {
      if (!request.url?.includes("stream")) return json(response, page);
      response.writeHead(200, { "content-type": "audio/wav" });
      response.write("some bytes");
      if (index % 2 === 0) response.end();
      else setTimeout(() => response.destroy(), 20);
    });
    const { signal } = new AbortController();
    const listeners = () => getEventListeners(signal, "abort").length;
    for (let i = 0; i < 20; i++) await list({ serverURL: server.url }, { signal });
    expect(listeners()).toBe(0);
    const stream = async () => {
      const result = await sessionsSessionRecordingStream(
        client(server.url),
        { token: TOKEN },
        { signal },
      );
      if (!result.ok) throw result.error;
      return result.value;
    };
    expect(await new Response(await stream()).text()).toBe("some bytes");
    expect(listeners()).toBe(0);
    await expect(new Response(await stream()).text()).rejects.toThrow();
    expect(listeners()).toBe(0);
    await (await stream()).cancel();
    expect(listeners()).toBe(0);
    await list({ serverURL: "http://127.0.0.1:9" }, { signal });
    expect(listeners()).toBe(0);
  });
});
