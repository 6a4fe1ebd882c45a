/** Imports with wrong results, and values that are not iterable. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { SyllableSDK } from "../src/index.js";
import type { SDKOptions } from "../src/lib/config.js";
import type { ImportResult, Session } from "../src/models/components/index.js";
import {
  ResponseTooLargeError,
  ResponseValidationError,
  SDKValidationError,
} from "../src/models/errors/index.js";
import { bomb, type Poured, pour } from "./support/endless.js";
import { serve, until } from "./support/server.js";

const timestamp = new Date("2026-01-31T09:00:00Z");
const sessions = ["1", "2"].map((sessionId) => ({ sessionId, timestamp }));
const created = (line: number) => ({ line, status: "created", session_id: `${line}` });
const lineOf = (result: unknown) => `${JSON.stringify(result)}\n`;

type Respond = (response: ServerResponse, lines: number) => void;

/** Imports sessions into a server that responds with `respond`. */
async function importInto(
  respond: Respond,
  input: Iterable<Session> = sessions,
  settings: SDKOptions = {},
) {
  const batches: number[] = [];
  await using server = await serve((request, response, index) => {
    request.resume().on("end", () => {
      const lines = server.seen[index]!.body.split("\n").length - 1;
      batches.push(lines);
      respond(response, lines);
    });
  });
  const { ingest } = new SyllableSDK({ serverURL: server.url, apiKeyHeader: "key", ...settings });
  const results: ImportResult[] = [];
  let error: unknown;
  try {
    for await (const result of ingest.importSessions(input)) results.push(result);
  } catch (thrown) {
    error = thrown;
  }
  return { results, error: error as Error | undefined, batches };
}

const ndjson = (response: ServerResponse) =>
  response.writeHead(200, { "content-type": "application/x-ndjson" });
const results =
  (...all: unknown[]): Respond =>
  (response) =>
    ndjson(response).end(all.map(lineOf).join(""));

const endedEarly = {
  line: 1,
  status: "rejected",
  detail: "the import ended after 1,000 rejected lines",
};

test.each<[string, unknown[], string, number]>([
  ["none", [], "results: expected 2, found 0; the last one may say why", 0],
  ["too few", [created(1)], "results: expected 2, found 1; the last one may say why", 1],
  ["an early end", [endedEarly], "results: expected 2, found 1; the last one may say why", 1],
  ["too many", [1, 2, 3, 4].map(created), "results: expected 2, found 3", 2],
  [
    "one that is not an object",
    [created(1), 5],
    "result 2: value: expected an object, found number",
    1,
  ],
  [
    "one with no line",
    [created(1), { line: "2" }],
    "result 2: line: expected integer from 1, found string",
    1,
  ],
  [
    "one for line 0",
    [{ ...created(1), line: 0 }],
    "result 1: line: expected integer from 1, found 0",
    0,
  ],
  ["one for another line", [created(2)], "result 1: line: expected 1, found 2", 0],
])("wrong results are an error after the valid ones: %s", async (_, all, why, valid) => {
  const { results: read, error } = await importInto(results(...all));
  expect(error).toBeInstanceOf(ResponseValidationError);
  expect(error?.message).toBe(`Unexpected response: ${why}`);
  expect(read.map(({ line }) => line)).toEqual([1, 2].slice(0, valid));
});

test("a result that is not valid JSON is an error after the valid ones", async () => {
  const text = `${lineOf(created(1))}<p>Bad gateway</p>\n`;
  const { results: read, error } = await importInto((response) => ndjson(response).end(text));
  expect(error).toBeInstanceOf(ResponseValidationError);
  expect(error).toMatchObject({
    message: "Unexpected response: result 2: not valid JSON",
    rawValue: "<p>Bad gateway</p>",
  });
  expect(read).toEqual([{ line: 1, status: "created", sessionId: "1" }]);
});

test("results may arrive in pieces, with blank lines and without a final newline", async () => {
  const bytes = Buffer.from(`\n${lineOf({ ...created(1), detail: "Zoë 雪" })}\r\n\n`);
  const { results: read, error } = await importInto((response) => {
    ndjson(response);
    for (const byte of bytes) response.write(Buffer.of(byte));
    response.end(JSON.stringify(created(2)));
  });
  expect(error).toBeUndefined();
  expect(read.map(({ detail }) => detail)).toEqual(["Zoë 雪", undefined]);
});

const KIB = 1024;
test.each<[string, (response: ServerResponse) => Poured, typeof Error, SDKOptions?]>([
  [
    "results",
    (response) => {
      let line = 0;
      const chunk = Array.from({ length: 500 }, () => lineOf(created(++line))).join("");
      return pour(response, chunk);
    },
    ResponseValidationError as unknown as typeof Error,
  ],
  [
    "characters on one line",
    (response) => pour(response, "x".repeat(64 * KIB)),
    ResponseTooLargeError as unknown as typeof Error,
  ],
  [
    "blank lines",
    (response) => pour(response, "\n".repeat(64 * KIB)),
    ResponseTooLargeError as unknown as typeof Error,
    { maxResponseBytes: 2 ** 20 },
  ],
])("ends with an error if the service sends endless %s", async (_, ...input) => {
  const [begin, expected, settings] = input;
  let poured: Poured | undefined;
  const respond: Respond = (response) => {
    ndjson(response);
    poured = begin(response);
  };
  const { error } = await importInto(respond, sessions, settings);
  expect(error).toBeInstanceOf(expected);
  await until(() => poured!.closed);
  expect(poured!.bytes).toBeLessThan(32 * 2 ** 20);
});

test.each(["gzip", "br"] as const)(
  "ends with an error after a compression bomb: %s",
  async (encoding) => {
    let poured: Poured | undefined;
    const { error } = await importInto((response) => {
      const type = "application/x-ndjson";
      response.writeHead(200, { "content-type": type, "content-encoding": encoding });
      poured = bomb(response, encoding);
    });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(error?.message).toBe("A line of the response is longer than 1048576 characters");
    await until(() => poured!.closed);
  },
);

test("sends at most 5,000 sessions in a request", async () => {
  const many = Array.from({ length: 10_001 }, (_, id) => ({ sessionId: `${id}`, timestamp }));
  const respond: Respond = (response, lines) =>
    results(...Array.from({ length: lines }, (_, index) => created(index + 1)))(response, lines);
  const { results: read, error, batches } = await importInto(respond, many);
  expect(error).toBeUndefined();
  expect(batches).toEqual([5_000, 5_000, 1]);
  expect(read.map(({ line }) => line)).toEqual(many.map((_, index) => index + 1));
});

test("sends about half a megabyte in a request", async () => {
  const agentName = "x".repeat(200_000);
  const large = Array.from({ length: 7 }, (_, id) => ({
    sessionId: `${id}`,
    timestamp,
    agentName,
  }));
  const respond: Respond = (response, lines) =>
    results(...Array.from({ length: lines }, (_, index) => created(index + 1)))(response, lines);
  expect((await importInto(respond, large)).batches).toEqual([3, 3, 1]);
});

test.each([null, 5, {}])("a value that is not iterable is rejected: %s", async (input) => {
  const { error, batches } = await importInto(results(), input as unknown as Session[]);
  expect(error).toBeInstanceOf(SDKValidationError);
  expect(batches).toEqual([]);
});
