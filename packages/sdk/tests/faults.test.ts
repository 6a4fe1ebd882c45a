/** What can go wrong on the way, for each operation, against real sockets. */
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import * as errors from "../src/models/errors/index.js";
import { KEY, operations, TOKEN } from "./support/operations.js";
import { closedPort, serve, serveSocket, type TestServer, until } from "./support/server.js";

const head = (status: string, ...headers: string[]) =>
  `HTTP/1.1 ${status}\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`;
const JSON_TYPE = "Content-Type: application/json";

let server: TestServer | undefined;
let elsewhere: TestServer | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  await elsewhere?.[Symbol.asyncDispose]();
  server = elsewhere = undefined;
});

const answering = (...parts: string[]) =>
  serveSocket((socket) => {
    socket.write(parts.join(""));
    socket.end();
  });

interface Fault {
  name: string;
  server(): Promise<TestServer>;
  /** Which error is right, by operation where they differ; `null`: none. */
  error: (stream: boolean) => (abstract new (...args: never[]) => Error) | null;
}

const faults: Fault[] = [
  {
    name: "a connection refused",
    server: async () => ({ ...(await serve(() => {})), url: await closedPort() }),
    error: () => errors.ConnectionError,
  },
  {
    name: "a reset at the headers",
    server: () => serveSocket((socket) => socket.resetAndDestroy()),
    error: () => errors.ConnectionError,
  },
  {
    name: "a reset mid-body",
    server: () =>
      serveSocket((socket) => {
        socket.write(head("200 OK", JSON_TYPE, "Content-Length: 1000") + '{"items":');
        setTimeout(() => socket.resetAndDestroy(), 20);
      }),
    error: (stream) => (stream ? null : errors.ConnectionError),
  },
  {
    name: "a stall before the headers",
    server: () => serveSocket(() => {}),
    error: () => errors.RequestTimeoutError,
  },
  {
    name: "a stall mid-body",
    server: () =>
      serveSocket((socket) => {
        socket.write(head("200 OK", JSON_TYPE, "Content-Length: 1000") + '{"items":');
      }),
    error: (stream) => (stream ? null : errors.RequestTimeoutError),
  },
  {
    name: "bad JSON",
    server: () => answering(head("200 OK", JSON_TYPE, "Content-Length: 9"), '{"items":'),
    error: (stream) => (stream ? null : errors.ResponseValidationError),
  },
  {
    name: "JSON of another shape",
    server: () => answering(head("200 OK", JSON_TYPE, "Content-Length: 2"), "[]"),
    error: (stream) => (stream ? null : errors.ResponseValidationError),
  },
  {
    name: "another content type",
    server: () =>
      answering(head("200 OK", "Content-Type: text/html", "Content-Length: 13"), "<p>Log in</p>"),
    error: (stream) => (stream ? null : errors.SDKError),
  },
  {
    name: "an empty 200",
    server: () => answering(head("200 OK", JSON_TYPE, "Content-Length: 0")),
    error: (stream) => (stream ? null : errors.ResponseValidationError),
  },
  {
    name: "a 204",
    server: () => answering(head("204 No Content")),
    error: () => errors.SDKError,
  },
  {
    name: "a redirect to another origin",
    server: async () => {
      elsewhere = await serve((_, response) => void response.end());
      const to = `Location: ${elsewhere.url}/steal`;
      return answering(head("307 Temporary Redirect", to, "Content-Length: 0"));
    },
    error: () => errors.SDKError,
  },
  {
    name: "a redirect within the origin",
    server: () =>
      serve((_, response) => void response.writeHead(307, { location: "/again" }).end()),
    error: () => errors.SDKError,
  },
  {
    name: "a 404 that repeats the secrets",
    server: () =>
      serve((request, response) => {
        response.writeHead(404, { "content-type": "application/json" });
        response.end(
          JSON.stringify({ detail: `${request.url} ${request.headers["syllable-api-key"]}` }),
        );
      }),
    error: () => errors.SDKError,
  },
  {
    name: "a 422",
    server: () =>
      serve((_, response) => {
        const detail = [{ loc: ["query", "limit"], msg: "must be 10000 or less", type: "less" }];
        response.writeHead(422, { "content-type": "application/json; charset=utf-8" });
        response.end(JSON.stringify({ detail }));
      }),
    error: () => errors.HTTPValidationError,
  },
  {
    name: "a 500 whose body stalls",
    server: () =>
      serveSocket((socket) => {
        socket.write(head("500 Oops", JSON_TYPE, "Content-Length: 1000") + '{"detail":');
      }),
    error: () => errors.RequestTimeoutError,
  },
  {
    name: "a 500 whose body breaks off",
    server: () =>
      serveSocket((socket) => {
        socket.write(head("500 Oops", JSON_TYPE, "Content-Length: 1000") + '{"detail":');
        setTimeout(() => socket.resetAndDestroy(), 20);
      }),
    error: () => errors.SDKError,
  },
];

/** Every text of an error that a logger could show. */
function textsOf(error: unknown): string {
  const parts: string[] = [inspect(error, { depth: 9 }), JSON.stringify(error)];
  for (let at = error; at instanceof Error; at = at.cause) {
    parts.push(at.message, at.stack ?? "", `${at}`);
    if (at instanceof errors.SyllableSDKError) parts.push(at.body);
  }
  return parts.join("\n");
}

for (const operation of operations) {
  const stream = operation.name.endsWith("Stream");
  describe(operation.name, () => {
    test.each(faults)("settles $name", async ({ server: start, error: expected }) => {
      server = await start();
      const logged: unknown[] = [];
      const log = (...args: unknown[]) => void logged.push(args);
      const settings = {
        serverURL: server.url,
        apiKeyHeader: KEY,
        timeoutMs: 250,
        debugLogger: { group: log, groupEnd: () => {}, log },
      };
      const result = await operation.call(settings);
      const wanted = expected(stream);
      if (wanted === null) {
        expect(result.ok).toBe(true);
        if (result.ok) await (result.value as ReadableStream).cancel().catch(() => {});
      } else {
        const error = result.ok ? undefined : result.error;
        expect(error).toBeInstanceOf(wanted);
        expect(error?.constructor).toBe(wanted);
        await expect(operation.method(settings)).rejects.toBeInstanceOf(wanted);
        expect(textsOf(error)).not.toContain(KEY);
        expect(textsOf(error)).not.toContain(TOKEN);
      }
      expect(JSON.stringify(logged)).not.toContain(KEY);
      expect(JSON.stringify(logged)).not.toContain(TOKEN);
      expect(elsewhere?.seen ?? []).toEqual([]);
    });

    test("takes only the start of an error body of 100 MB", async () => {
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
      const result = await operation.call({ serverURL: server.url, apiKeyHeader: KEY });
      const error = (result.ok ? undefined : result.error) as errors.SDKError;
      expect(error).toBeInstanceOf(errors.SDKError);
      expect(error.body).toHaveLength(65_536);
      expect(error.message.length).toBeLessThan(300);
      await until(() => closed);
      expect(sent).toBeLessThan(20e6);
    });

    test("aborts at once before, while waiting for headers, in a hook and in a slow key", async () => {
      server = await serveSocket(() => {});
      const never = () => new Promise<never>(() => {});
      const { HTTPClient } = await import("../src/lib/http.js");
      const stuck = new HTTPClient();
      stuck.addHook("beforeRequest", never);
      for (const settings of [
        {},
        { apiKeyHeader: never },
        { httpClient: stuck },
        { httpClient: new HTTPClient({ fetcher: never }) },
      ]) {
        for (const delay of [-1, 20]) {
          const controller = new AbortController();
          if (delay < 0) controller.abort("gone");
          else setTimeout(() => controller.abort("gone"), delay);
          const start = performance.now();
          const result = await operation.call(
            { serverURL: server.url, apiKeyHeader: KEY, ...settings },
            { signal: controller.signal },
          );
          expect(performance.now() - start).toBeLessThan(200);
          expect(result).toMatchObject({ ok: false, error: { name: "RequestAbortedError" } });
          expect(result.ok ? 0 : result.error.cause).toBe("gone");
        }
      }
    });
  });
}
