/** Sessions and parts of a newer platform, copied to the real service. */
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Session } from "../src/models/components/index.js";
import { SDKValidationError } from "../src/models/errors/index.js";
import { SyllableSDK } from "../src/sdk/sdk.js";
import { json, serve, type TestServer, timestamp } from "./support/server.js";

const unknown = { sentiment_score: 0.5, new_facts: [{ aB: null, c_d: [1] }], nothing: null };
const step = { category: "llm", label: "plan", unit_type: "milliseconds", value: 420 };
const totals = { category: "llm", event_count: 1, sum_ms: 420, average_ms: 420 };

/** What the newer platform returns, by path. */
const SOURCE: Record<string, object> = {
  "": { session_id: "7", timestamp, agent_name: "Front desk", ...unknown },
  "transcript/": {
    session_id: "7",
    transcription: [{ timestamp, source: "user", text: "Hello", ...unknown }],
    actions: [{ timestamp, tool_name: "book", ...unknown }],
    ...unknown,
  },
  "full-summary/": { summary: "Booked.", rating: "5", ...unknown },
  "latency/": {
    session_id: "7",
    timeline: [
      {
        timestamp,
        measurement_start: timestamp,
        ...step,
        value_str: "420 ms",
        time_delta: "PT0.42S",
        ...unknown,
      },
    ],
    summary: [{ ...totals, sum_str: "420 ms", average_str: "420 ms", ...unknown }],
    ...unknown,
  },
};

let platform: TestServer;
let service: TestService;
let source: SyllableSDK;
let target: SyllableSDK;

beforeAll(async () => {
  platform = await serve((request, response) => {
    const part = /sessions\/(.*)7$/.exec(request.url ?? "")?.[1];
    if (part !== undefined) return json(response, SOURCE[part]);
    json(response, { items: [SOURCE[""]], page: 0, page_size: 25, total_count: 1, ...unknown });
  });
  service = await startService();
  source = new SyllableSDK({ serverURL: platform.url });
  target = new SyllableSDK({ serverURL: service.url, apiKeyHeader: ADMIN_KEY });
});
afterAll(async () => {
  await platform?.[Symbol.asyncDispose]();
  await service?.remove();
});

/** What the service returns, ignoring how date-times are written. */
async function stored(part: string, id: string): Promise<object> {
  const headers = { "syllable-api-key": ADMIN_KEY };
  const response = await fetch(`${service.url}/api/v1/sessions/${part}${id}`, { headers });
  return JSON.parse((await response.text()).replaceAll(".000Z", "Z"));
}

describe("a copy from a newer platform loses nothing", () => {
  test("of a session", async () => {
    const session = await source.sessions.getById({ sessionId: "7" });
    expect(session).toMatchObject({ agentName: "Front desk", ...unknown });
    await target.ingest.putSession({ ...session, sessionId: "7" });
    expect(await stored("", "7")).toMatchObject(SOURCE[""]!);
  });

  test("of an import of what a list returned", async () => {
    const { items } = await source.sessions.list();
    const copies = items.map((session) => ({ ...session, sessionId: "8" }));
    const results = target.ingest.importSessions(copies);
    const { value } = await results.next();
    expect(value).toMatchObject({ status: "created", sessionId: "8" });
    expect(value?.warnings?.join()).toContain("sentiment_score");
    await results.return();
    expect(await stored("", "8")).toMatchObject({ ...SOURCE[""], session_id: "8" });
  });

  test("of its parts, at each level", async () => {
    await target.ingest.putSession({ sessionId: "7", timestamp: new Date(timestamp) });
    const request = { sessionId: "7" };
    const { sessions } = source;
    await target.ingest.putTranscript(await sessions.transcript.getById(request));
    await target.ingest.putLatency(await sessions.latency.getById(request));
    const summary = await sessions.fullSummary.getById(request);
    await target.ingest.putFullSummary({ ...summary, ...request });
    for (const part of ["transcript/", "full-summary/", "latency/"]) {
      expect([part, await stored(part, "7")]).toEqual([part, SOURCE[part]]);
    }
  });
});

test("the fields of a request that the operation does not have are not sent in its URL", async () => {
  const request = { sessionId: "7", ...unknown };
  await source.sessions.getById(request);
  expect(platform.seen.at(-1)?.url).toBe("/api/v1/sessions/7");
});

test("a label can be copied: its id and time are left out", async () => {
  await using server = await serve((_, response) => json(response, {}));
  const label = { sessionId: 7, type: "human-rating", code: "GREAT", userEmail: "a@example.com" };
  const copy = { ...label, id: 1, timestamp, ...unknown };
  const { sessionLabels } = new SyllableSDK({ serverURL: server.url });
  await sessionLabels.create(copy).catch(() => {});
  const sent = { session_id: 7, type: "human-rating", code: "GREAT", user_email: "a@example.com" };
  expect(JSON.parse(server.seen[0]!.body)).toEqual(sent);
});

test("an unknown field that JSON cannot represent is an invalid argument", async () => {
  const request = { sessionId: "9", timestamp: new Date(), row: 1n };
  await expect(target.ingest.putSession(request)).rejects.toBeInstanceOf(SDKValidationError);
  const circular: Session & { self?: unknown } = { timestamp: new Date() };
  circular.self = circular;
  const error = await target.ingest
    .importSessions([circular])
    .next()
    .catch((thrown) => thrown);
  expect(error).toBeInstanceOf(SDKValidationError);
  expect(error.message).toMatch(/^Invalid argument: session 1: .*circular/);
});
