/** Retries of sessions that the service could not store. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { SyllableSDK } from "../src/index.js";
import type { RetryConfig } from "../src/lib/retries.js";
import type { RequestOptions } from "../src/lib/sdks.js";
import type { ImportResult, Session } from "../src/models/components/index.js";
import { RequestAbortedError, SDKError } from "../src/models/errors/index.js";
import { serve } from "./support/server.js";

const timestamp = new Date("2026-01-31T09:00:00Z");
const withIds = (...ids: string[]) => ids.map((sessionId) => ({ sessionId, timestamp }));
const withoutId = [{ timestamp }];

const quickly = (maxElapsedTime = 60_000): RetryConfig => ({
  strategy: "backoff",
  backoff: { initialInterval: 1, maxInterval: 2, maxElapsedTime },
  retryConnectionErrors: true,
});

/** What the server does with a request: a status for each line, or a function. */
type Reaction = string[] | ((response: ServerResponse) => void);

const status =
  (code: number, headers: Record<string, string> = {}): Reaction =>
  (response) =>
    response.writeHead(code, headers).end();
const cut: Reaction = (response) => response.destroy();

/** Imports sessions into a server that reacts to one request after another; the last reaction repeats. */
async function importInto(
  reactions: readonly Reaction[],
  input: Iterable<Session>,
  options: RequestOptions = { retries: quickly() },
) {
  const sent: string[][] = [];
  await using server = await serve((request, response, index) => {
    request.resume().on("end", () => {
      const lines = server.seen[index]!.body.split("\n").slice(0, -1);
      const ids = lines.map((line) => JSON.parse(line).session_id ?? "-");
      sent.push(ids);
      const reaction = reactions[Math.min(index, reactions.length - 1)]!;
      if (typeof reaction === "function") return reaction(response);
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      const result = (id: string, at: number) => ({
        line: at + 1,
        session_id: id,
        status: reaction[Math.min(at, reaction.length - 1)],
      });
      response.end(ids.map((id, at) => `${JSON.stringify(result(id, at))}\n`).join(""));
    });
  });
  const { ingest } = new SyllableSDK({ serverURL: server.url, apiKeyHeader: "key" });
  const results: ImportResult[] = [];
  let error: unknown;
  try {
    for await (const result of ingest.importSessions(input, options)) results.push(result);
  } catch (thrown) {
    error = thrown;
  }
  const shown = results.map(({ line, sessionId, status }) => `${line} ${sessionId} ${status}`);
  return { results: shown, error: error as Error | undefined, sent };
}

test("retries unavailable sessions, with one result for each session in order", async () => {
  const reactions = [
    ["created", "unavailable", "rejected", "unavailable"],
    ["replaced", "unavailable"],
    ["created"],
  ];
  const { results, error, sent } = await importInto(reactions, withIds("a", "b", "c", "d"));
  expect(error).toBeUndefined();
  expect(sent).toEqual([["a", "b", "c", "d"], ["b", "d"], ["d"]]);
  expect(results).toEqual(["1 a created", "2 b replaced", "3 c rejected", "4 d created"]);
});

test("numbers the lines across requests", async () => {
  const ids = Array.from({ length: 5_002 }, (_, index) => String(index));
  const reactions = [["created"], ["unavailable", "created"], ["created"]];
  const { results, sent } = await importInto(reactions, withIds(...ids));
  expect(sent.map(({ length }) => length)).toEqual([5_000, 2, 1]);
  expect(results).toEqual(ids.map((id, index) => `${index + 1} ${id} created`));
});

test("gives up at its time limit, and continues with the next request", async () => {
  const ids = Array.from({ length: 5_001 }, (_, index) => String(index));
  const { results, error, sent } = await importInto(
    [["unavailable"], ["created"]],
    withIds(...ids),
    { retries: quickly(0) },
  );
  expect(error).toBeUndefined();
  expect(sent).toHaveLength(2);
  expect(results.filter((result) => result.endsWith("unavailable"))).toHaveLength(5_000);
  expect(results.at(-1)).toBe("5001 5000 created");
});

test("does not retry if retries are off", async () => {
  const retries = { strategy: "none" } as const;
  const { results, sent } = await importInto([["unavailable"]], withIds("a"), { retries });
  expect([results, sent.length]).toEqual([["1 a unavailable"], 1]);
});

test.each<[string, Reaction, Session[]]>([
  ["a lost connection, if all sessions have ids", cut, withIds("a")],
  ["503, if all sessions have ids", status(503), withIds("a")],
  ["503 with Retry-After", status(503, { "retry-after": "0" }), withoutId],
  ["429 with Retry-After", status(429, { "retry-after": "0" }), withoutId],
])("repeats a request after %s", async (_, reaction, input) => {
  const { results, error, sent } = await importInto([reaction, ["created"]], input);
  expect(error).toBeUndefined();
  expect([results.length, sent.length]).toEqual([1, 2]);
});

test.each<[string, Reaction]>([
  ["a lost connection", cut],
  ["503 of a proxy", status(503)],
  ["500", status(500, { "retry-after": "0" })],
])("does not repeat a request with a session without an id after %s", async (_, reaction) => {
  const { error, sent } = await importInto([reaction], withoutId);
  expect(error).toBeInstanceOf(Error);
  expect(sent).toHaveLength(1);
});

test("retries sessions without ids that were not stored", async () => {
  const { results, sent } = await importInto([["unavailable"], ["created"]], withoutId);
  expect([results, sent.length]).toEqual([["1 - created"], 2]);
});

test("throws the error of a repeated request, after the results before it", async () => {
  const reactions: Reaction[] = [["created", "unavailable"], status(401)];
  const { results, error } = await importInto(reactions, withIds("a", "b"));
  expect(results).toEqual(["1 a created"]);
  expect(error).toBeInstanceOf(SDKError);
});

test("an abort ends the wait", async () => {
  const controller = new AbortController();
  const retries: RetryConfig = { strategy: "backoff", backoff: { initialInterval: 3_600_000 } };
  const abortAfter: Reaction = (response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    response.end('{"line":1,"status":"unavailable"}\n', () => setTimeout(() => controller.abort()));
  };
  const options = { retries, signal: controller.signal };
  const { error } = await importInto([abortAfter], withIds("a"), options);
  expect(error).toBeInstanceOf(RequestAbortedError);
});
