import { AT, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const SESSION = JSON.stringify({ timestamp: AT, agent_name: "Other" });
const TURN = { timestamp: AT, source: "user", text: "Hello?" };
const LABEL = { session_id: 1, type: "human-rating", code: "GOOD", user_email: "ana@example.com" };

const service = withService();
beforeAll(() => putSession(service, "1", { agent_name: "Front desk" }));

/** What the service has stored. */
const stored = () =>
  Promise.all(
    ["sessions/", "sessions/1", "sessions/transcript/1", "sessions/recording/1", "session_labels/"]
      .map((path) => service.call(`/api/v1/${path}`))
      .map(async (response) => (await response).json()),
  );

// Without the unknown parameters, each request would succeed.
test.each<[method: string, path: string, body?: string]>([
  ["GET", "sessions/"],
  ["GET", "sessions/1"],
  ["PUT", "sessions/1", SESSION],
  ["PUT", "sessions/2", SESSION],
  ["POST", "sessions/", SESSION],
  ["POST", "sessions/import", SESSION],
  ["DELETE", "sessions/1"],
  ["GET", "sessions/transcript/1"],
  ["PUT", "sessions/transcript/1", JSON.stringify({ transcription: [TURN] })],
  ["GET", "sessions/recording/1"],
  ["POST", "sessions/recording/1"],
  ["PUT", "sessions/recording/1/call", "RIFF"],
  ["GET", "sessions/recording/stream"],
  ["GET", "session_labels/"],
  ["POST", "session_labels/", JSON.stringify(LABEL)],
])("%s %s lists its unknown parameters and changes nothing", async (method, path, body) => {
  const before = await stored();
  const type = path.includes("recording") ? "audio/wav" : "application/json";
  const headers: Record<string, string> = body === undefined ? {} : { "content-type": type };
  const url = `/api/v1/${path}?wrong=1&also=2&token=x`;
  const response = await service.call(url, { method, headers, body });
  expect(response.status).toBe(422);
  const { detail } = (await response.json()) as { detail: { loc: string[] }[] };
  const locations = detail.map(({ loc }) => loc.join("."));
  expect(locations).toEqual(expect.arrayContaining(["query.wrong", "query.also"]));
  expect(await stored()).toEqual(before);
});

test("the same write requests succeed without unknown parameters", async () => {
  const headers = { "content-type": "audio/wav" };
  for (const [method, path, status, body] of [
    ["PUT", "sessions/2", 201, SESSION],
    ["POST", "sessions/", 201, SESSION],
    ["PUT", "sessions/transcript/1", 200, JSON.stringify({ transcription: [TURN] })],
    ["PUT", "sessions/recording/1/call", 201, "RIFF"],
    ["POST", "session_labels/", 200, JSON.stringify(LABEL)],
  ] as const) {
    const response = await service.call(`/api/v1/${path}`, { method, headers, body });
    expect(response.status, `${method} ${path}`).toBe(status);
  }
});
