import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { KEY } from "../../tests/support/operations.js";
import { json, serve } from "../../tests/support/server.js";
import { ingestCreateSession } from "../funcs/ingestCreateSession.js";
import { ingestPutFullSummary } from "../funcs/ingestPutFullSummary.js";
import { ingestPutLatency } from "../funcs/ingestPutLatency.js";
import { ingestPutSession } from "../funcs/ingestPutSession.js";
import { ingestPutTranscript } from "../funcs/ingestPutTranscript.js";
import { ingestUploadRecording } from "../funcs/ingestUploadRecording.js";
import { sessionLabelsCreate } from "../funcs/sessionLabelsCreate.js";
import { sessionsRecordingsUpdate } from "../funcs/sessionsRecordingsUpdate.js";
import { ClientSDK } from "../lib/sdks.js";

const nowhere = new ClientSDK({ serverURL: "http://127.0.0.1:9" });

describe.each([
  ingestCreateSession,
  ingestPutFullSummary,
  ingestPutLatency,
  ingestPutSession,
  ingestPutTranscript,
  ingestUploadRecording,
  sessionLabelsCreate,
  sessionsRecordingsUpdate,
])("%o", (operation) => {
  test.each([undefined, null, 7, "text", []])("returns an error for %j", async (request) => {
    const result = await operation(nowhere, request as never);
    expect(result).toMatchObject({ ok: false, error: { name: "SDKValidationError" } });
  });
});

test("the error of an invalid body has the body as its rawValue", async () => {
  const request = { sessionId: "1", timestamp: "soon" };
  const result = await ingestPutSession(nowhere, request as never);
  expect(result).toMatchObject({
    error: { name: "SDKValidationError", message: expect.stringContaining("timestamp: ") },
  });
  expect(result.ok ? undefined : result.error).toHaveProperty("rawValue", request);
});

describe("an upload", () => {
  const request = { sessionId: "1", name: "a.wav", body: "bytes" };

  test("sends its SHA-256 and the caller's headers", async () => {
    await using server = await serve((_, response) => json(response, {}));
    const sha256 = "0".repeat(64);
    const headers = { "X-One": "1", "x-content-sha256": "another" };
    const client = new ClientSDK({ serverURL: server.url });
    await ingestUploadRecording(client, { ...request, sha256 }, { headers });
    expect(server.seen[0]!.headers).toMatchObject({ "x-one": "1", "x-content-sha256": sha256 });
  });

  test.each([
    ["", {}],
    ["", { startedAt: undefined, channels: null }],
    ["?channels=mixed", { channels: "mixed" }],
    [
      "?started_at=2026-01-31T09%3A00%3A00.250Z&channels=user%2Cagent",
      { startedAt: new Date("2026-01-31T09:00:00.250Z"), channels: "user,agent" },
    ],
  ] as const)("has the query %j", async (query, placement) => {
    const stored = { name: "a.wav", state: "ready", type: "audio/wav", analysis: "pending" };
    await using server = await serve((_, response) => json(response, stored));
    const client = new ClientSDK({ serverURL: server.url });
    const result = await ingestUploadRecording(client, { ...request, ...placement });
    expect(result).toEqual({ ok: true, value: stored });
    const path = `/api/v1/sessions/recording/1/a.wav${query}`;
    expect(server.seen).toMatchObject([{ method: "PUT", url: path, body: "bytes" }]);
  });

  test.each([
    [{}, { "syllable-api-key": `${KEY}\0` }],
    [{ sha256: `${KEY}\0` }, {}],
  ])("with an invalid header returns an error that does not quote it", async (part, headers) => {
    const result = await ingestUploadRecording(nowhere, { ...request, ...part }, { headers });
    expect(result).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
    expect(inspect(result, { depth: 9, showHidden: true })).not.toContain(KEY);
  });

  test.each([null, undefined, "42"])("of %j is rejected, and named by the error", async (value) => {
    const result = await ingestUploadRecording(nowhere, value as never);
    const error = { name: "SDKValidationError", message: expect.stringContaining("request: ") };
    expect(result).toMatchObject({ ok: false, error });
  });

  test.each<[string, object]>([
    [
      "an iterator that cannot be created",
      {
        [Symbol.asyncIterator]() {
          throw new Error("trap");
        },
      },
    ],
    [
      "a tag that cannot be read",
      {
        get [Symbol.toStringTag]() {
          throw new Error("trap");
        },
      },
    ],
  ])("with %s returns an error", async (_what, body) => {
    const result = await ingestUploadRecording(nowhere, { ...request, body: body as never });
    expect(result).toMatchObject({ ok: false, error: { name: "SDKValidationError" } });
  });
});
