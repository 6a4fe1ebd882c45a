/** Iterations that fail or are ended early. */
import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { sessionsIterate } from "../src/funcs/sessionsIterate.js";
import type { SessionsIterateRequest } from "../src/iterate/options.js";
import { HTTPClient } from "../src/lib/http.js";
import * as errors from "../src/models/errors/index.js";
import { SyllableSDK } from "../src/sdk/sdk.js";
import { asc, clientOf, idsOf, MINUTE, rowsOf, serveRows, upTo } from "./support/iterating.js";
import { json, serve, type TestServer, until } from "./support/server.js";

let server: TestServer;
afterEach(() => server[Symbol.asyncDispose]());

describe("a failure", () => {
  test("that is transient is retried by default", async () => {
    const rows = rowsOf(30, () => MINUTE);
    server = await serveRows(rows, { faults: 0.2 });
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 8 })).toEqual(upTo(30));
    expect(seen.length).toBeGreaterThan(5);
  });

  test.each([
    ["the call", { retries: { strategy: "none" } as const }, {}],
    ["the client", {}, { retryConfig: { strategy: "none" } as const }],
  ])("is thrown if %s disables retries", async (_, options, settings) => {
    server = await serve((_, response) => json(response, {}, 503));
    await expect(idsOf(server, {}, options, settings)).rejects.toThrow(errors.SDKError);
    expect(server.seen.length).toBe(1);
  });

  test.each([1, 4])("of the service is thrown, concurrency %i", async (concurrency) => {
    server = await serve((_, response) => json(response, { detail: "no" }, 401));
    await expect(idsOf(server, {}, { concurrency })).rejects.toMatchObject({ statusCode: 401 });
  });

  test("of the arguments is thrown", async () => {
    server = await serve((_, response) => json(response, {}));
    const wrong = { orderByDirection: "sideways" } as unknown as SessionsIterateRequest;
    await expect(idsOf(server, wrong)).rejects.toThrow(errors.SDKValidationError);
    expect(server.seen).toEqual([]);
  });

  test("in a later slice is thrown after the sessions before it", async () => {
    const listServer = await serveRows(rowsOf(1000, () => MINUTE));
    server = listServer;
    const last = new Date(listServer.rows[700]!.us / 1000).toISOString();
    const returned: string[] = [];
    const iteration = (async () => {
      const httpClient = new HTTPClient().addHook("beforeRequest", ({ url }) => {
        const start = new URL(url).searchParams.get("start_datetime");
        if (start && start > last) throw new TypeError("no further");
      });
      const client = clientOf(server, { httpClient });
      const options = { concurrency: 4, retries: { strategy: "none" } as const };
      for await (const session of sessionsIterate(client, { ...asc, limit: 50 }, options)) {
        returned.push(session.sessionId!);
      }
    })();
    await expect(iteration).rejects.toThrow(errors.UnexpectedClientError);
    expect(returned.length).toBeGreaterThan(600);
    expect(returned).toEqual(upTo(returned.length));
  });

  test("to list in order of time is thrown", async () => {
    const items = [1, 3, 2].map((day) => ({ timestamp: `2026-01-0${day}T00:00:00Z` }));
    server = await serve((_, response) => json(response, { items, page: 0, page_size: 200 }));
    await expect(idsOf(server, asc)).rejects.toThrow("ordered by time");
  });
});

describe("an early end", () => {
  /** A server that responds to some requests and leaves the others open. */
  const serveThenStall = async (responses: number) => {
    const listServer = await serveRows(rowsOf(1000, () => MINUTE));
    let open = 0;
    server = await serve((request, response, index) => {
      open++;
      response.on("close", () => open--);
      if (index < responses) {
        fetch(listServer.url + request.url).then(async (upstream) =>
          json(response, await upstream.json()),
        );
      }
    });
    return { open: () => open, close: () => listServer[Symbol.asyncDispose]() };
  };

  test("by break leaves no request open", async () => {
    const { open, close } = await serveThenStall(2);
    const client = clientOf(server);
    for await (const _ of sessionsIterate(client, { limit: 10 }, { concurrency: 4 })) {
      await until(() => open() === 3);
      break;
    }
    await until(() => open() === 0);
    await close();
  });

  test.each([1, 4])(
    "by the signal is immediate during requests, concurrency %i",
    async (concurrency) => {
      const { open, close } = await serveThenStall(0);
      const controller = new AbortController();
      const iteration = idsOf(server, { limit: 10 }, { concurrency, fetchOptions: controller });
      iteration.catch(() => {});
      await until(() => open() === Math.min(concurrency, 2));
      controller.abort();
      await expect(iteration).rejects.toThrow(errors.RequestAbortedError);
      await until(() => open() === 0);
      await close();
    },
  );

  test("by the signal is immediate between two sessions", async () => {
    server = await serveRows(rowsOf(30, () => MINUTE));
    const controller = new AbortController();
    const sdk = new SyllableSDK({ serverURL: server.url, apiKeyHeader: "key" });
    const sessions = sdk.sessions.iterate({}, { signal: controller.signal });
    expect((await sessions.next()).value!.sessionId).toBe("29");
    controller.abort();
    await expect(sessions.next()).rejects.toThrow(errors.RequestAbortedError);
    expect(await sessions.next()).toEqual({ done: true, value: undefined });
  });

  test("by a signal that has aborted sends nothing", async () => {
    server = await serveRows([]);
    const signal = AbortSignal.abort();
    await expect(idsOf(server, {}, { signal })).rejects.toThrow(errors.RequestAbortedError);
    expect(server.seen).toEqual([]);
  });

  test("leaves the signal without listeners", async () => {
    server = await serveRows(rowsOf(30, () => MINUTE));
    const { signal } = new AbortController();
    for await (const _ of sessionsIterate(clientOf(server), {}, { signal })) break;
    await idsOf(server, { limit: 7 }, { signal, concurrency: 3 });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
