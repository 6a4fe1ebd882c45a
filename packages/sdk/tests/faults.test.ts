/** Every fault with every operation, over real sockets. */
import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HTTPClient } from "../src/lib/http.js";
import type { RequestOptions } from "../src/lib/sdks.js";
import * as errors from "../src/models/errors/index.js";
import { type Fault, outcomeOf, serveFault, serveNothing } from "./support/fault-server.js";
import { faults } from "./support/faults.js";
import { hostileFaults } from "./support/hostile-faults.js";
import { importing, KEY, operations, TOKEN } from "./support/operations.js";
import { serve, type TestServer, until } from "./support/server.js";

let server: TestServer;
let otherServer: TestServer;
let controller: AbortController;
let logged: unknown[];

beforeEach(async () => {
  otherServer = await serve((_, response) => void response.end());
  controller = new AbortController();
  logged = [];
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await otherServer[Symbol.asyncDispose]();
});

const log = (...args: unknown[]) => void logged.push(args);
const settings = (more = {}) => ({
  serverURL: server.url,
  apiKeyHeader: KEY,
  debugLogger: { group: log, groupEnd: log, log },
  ...more,
});
const options = (more: RequestOptions = {}) => ({ signal: controller.signal, ...more });

/** All texts of an error that a logger could print. */
function textsOf(error: unknown): string {
  const parts: string[] = [inspect(error, { depth: 9 }), JSON.stringify(error)];
  for (let at = error; at instanceof Error; at = at.cause) {
    parts.push(at.message, at.stack ?? "", `${at}`);
    if (at instanceof errors.SyllableSDKError) parts.push(at.body);
  }
  return parts.join("\n");
}

function expectNoSecret(text: string): void {
  expect(text).not.toContain(KEY);
  expect(text).not.toContain(TOKEN);
}

/** Cancels a value if it is a stream. */
const cancelStream = async (value: unknown) => {
  if (value instanceof ReadableStream) await value.cancel().catch(() => {});
};

const countTimers = () =>
  process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

/** Asserts that a call left no listener, timer or connection. */
async function expectNothingLeft(before: number): Promise<void> {
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  await until(() => server.open() === 0);
  await until(() => countTimers() <= before);
}

// A call that hangs fails its test.
const LIMIT = { timeout: 10_000 };
const refused: Fault = {
  name: "a connection refused",
  respond() {},
  outcome: errors.ConnectionError,
  requests: 0,
};

describe.each([...operations, importing])("$name", LIMIT, (operation) => {
  test.each([refused, ...faults, ...hostileFaults])(
    "has the expected outcome after $name",
    async (fault) => {
      server =
        fault === refused
          ? await serveNothing()
          : await serveFault(fault, operation, otherServer.url);
      const before = countTimers();
      const { requests = 1 } = fault;
      const outcome = outcomeOf(fault, operation.kind);
      const result = await operation.call(settings(), options(fault.options));
      const error = result.ok ? null : result.error;
      expect(error?.constructor ?? null).toBe(outcome);
      if (result.ok) await cancelStream(result.value);
      expect(server.seen).toHaveLength(requests);

      const thrown = await operation
        .method(settings(), options(fault.options))
        .then(cancelStream, (e) => e);
      expect(thrown?.constructor ?? null).toBe(outcome);
      expect(server.seen).toHaveLength(2 * requests);

      expectNoSecret(textsOf(error) + textsOf(thrown) + JSON.stringify(logged));
      expect(otherServer.seen).toEqual([]);
      await expectNothingLeft(before);
    },
  );

  test("reads only the start of an error body of 100 MB", async () => {
    let sent = 0;
    let closed = false;
    server = await serve((_, response) => {
      response.writeHead(500, { "content-type": "text/plain", "content-length": `${100e6}` });
      const chunk = "x".repeat(65_536);
      const more = () => {
        while (!response.destroyed && sent < 100e6) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on("drain", more);
      response.on("close", () => {
        closed = true;
      });
      more();
    });
    const result = await operation.call(settings());
    const error = (result.ok ? undefined : result.error) as errors.SDKError;
    expect(error).toBeInstanceOf(errors.SDKError);
    expect(error.body).toHaveLength(65_536);
    expect(error.message.length).toBeLessThan(300);
    await until(() => closed);
    expect(sent).toBeLessThan(20e6);
  });

  /** Aborts in the next phase of the call. */
  const abort = () => {
    const current = controller;
    setTimeout(() => current.abort("gone"));
  };
  const never = () => new Promise<never>(() => {});
  const abortOnResponse = () => new HTTPClient().addHook("response", abort);
  const longBackoff = { strategy: "backoff", backoff: { initialInterval: 60_000 } } as const;

  const phases: {
    phase: string;
    respond?: Fault["respond"];
    outcome?: Fault["outcome"];
    settings?: () => object;
    options?: RequestOptions;
  }[] = [
    {
      phase: "before it starts",
      settings: () => {
        controller.abort("gone");
        return {};
      },
    },
    {
      phase: "while it waits for the API key",
      settings: () => ({
        apiKeyHeader: () => {
          abort();
          return never();
        },
      }),
    },
    {
      phase: "in a hook",
      settings: () => ({
        httpClient: new HTTPClient().addHook("beforeRequest", () => {
          abort();
          return never();
        }),
      }),
    },
    {
      phase: "in a fetcher that ignores the signal",
      settings: () => ({
        httpClient: new HTTPClient({
          fetcher: () => {
            abort();
            return never();
          },
        }),
      }),
    },
    { phase: "while it waits for the headers", respond: abort },
    {
      phase: "in the body",
      respond: (socket, { type }) =>
        socket.write(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: 99\r\n\r\n{`),
      settings: () => ({ httpClient: abortOnResponse() }),
      outcome: { rest: errors.RequestAbortedError, bytes: null, nothing: null },
    },
    {
      phase: "in the body of an error",
      respond: (socket) => socket.write("HTTP/1.1 500 Oops\r\nContent-Length: 99\r\n\r\n{"),
      settings: () => ({ httpClient: abortOnResponse() }),
    },
    {
      phase: "while it waits for a retry",
      respond: (socket) =>
        socket.end("HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
      settings: () => ({ httpClient: abortOnResponse() }),
      options: { retries: longBackoff },
    },
  ];

  test.each(phases)("is aborted at once $phase", async ({ respond = () => {}, ...phase }) => {
    server = await serveFault({ respond }, operation, otherServer.url);
    const before = countTimers();
    const { outcome = errors.RequestAbortedError } = phase;
    for (const form of ["call", "method"] as const) {
      controller = new AbortController();
      const clientOptions = settings(phase.settings?.());
      const settled = await operation[form](clientOptions, options(phase.options)).then(
        (value) => value as { ok?: boolean; error?: Error },
        (error) => ({ ok: false, error }),
      );
      const error = settled?.ok === false ? settled.error : undefined;
      expect(error?.constructor ?? null).toBe(outcomeOf({ outcome }, operation.kind));
      if (error) expect(error.cause).toBe("gone");
      const value = form === "call" ? (settled as { value?: unknown })?.value : settled;
      if (value instanceof ReadableStream) {
        await expect(new Response(value).text()).rejects.toMatchObject({
          name: "RequestAbortedError",
        });
      }
    }
    await expectNothingLeft(before);
  });
});
