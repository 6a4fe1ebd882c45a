/** Imports whose answers are not what was promised, and what is no iterable. */
import { expect, test } from "vitest";
import { SyllableSDK } from "../src/index.js";
import type { ImportVerdict, Session } from "../src/models/components/index.js";
import { ResponseValidationError, SDKValidationError } from "../src/models/errors/index.js";
import { serve } from "./support/server.js";

const timestamp = new Date("2026-01-31T09:00:00Z");
const sessions = ["1", "2"].map((sessionId) => ({ sessionId, timestamp }));
const kept = (line: number) => ({ line, status: "created", session_id: `${line}` });

/** What comes of an import that a server answers with these verdicts. */
async function importOf(verdicts: unknown[], given: Iterable<Session> = sessions) {
  await using server = await serve((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.end(verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(""));
    });
  });
  const { ingest } = new SyllableSDK({ serverURL: server.url, apiKeyHeader: "key" });
  const told: ImportVerdict[] = [];
  let error: unknown;
  try {
    for await (const verdict of ingest.importSessions(given)) told.push(verdict);
  } catch (fault) {
    error = fault;
  }
  return { told, error, requests: server.seen.length };
}

test.each<[string, unknown[], string]>([
  ["none", [], "verdict 1: value: expected model, found undefined"],
  ["too few", [kept(1)], "verdict 2: value: expected model, found undefined"],
  ["one that is none", [kept(1), { line: "2" }], "verdict 2: line: expected integer, found string"],
  ["one on another line", [kept(2)], "verdict 1: line: expected 1, found 2"],
])("a session without a verdict is told, after those that came: %s", async (_, verdicts, said) => {
  const { told, error } = await importOf(verdicts);
  expect(error).toBeInstanceOf(ResponseValidationError);
  expect((error as Error).message).toBe(`Unexpected answer: ${said}`);
  const sound = said.startsWith("verdict 2")
    ? [{ line: 1, status: "created", sessionId: "1" }]
    : [];
  expect(told).toEqual(sound);
});

test.each([null, 5, {}])("what is no iterable is refused: %s", async (given) => {
  const { error, requests } = await importOf([], given as unknown as Session[]);
  expect(error).toBeInstanceOf(SDKValidationError);
  expect(requests).toBe(0);
});
