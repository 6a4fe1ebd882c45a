import { recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { AT, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

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
  ["PUT", "sessions/1", SESSION],
  ["PUT", "sessions/2", SESSION],
  ["POST", "sessions/", SESSION],
  ["POST", "sessions/import", SESSION],
  ["DELETE", "sessions/1"],
  ["PUT", "sessions/transcript/1", JSON.stringify({ transcription: [TURN] })],
  ["GET", "sessions/recording/1"],
  ["PUT", "sessions/recording/1/call", "RIFF"],
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

describe("operations of the platform ignore unknown parameters and name them:", () => {
  beforeAll(async () => {
    const headers = { "content-type": "audio/wav" };
    await uploadRecording(service, "1", "call", Buffer.from("RIFF"), headers);
    const body = JSON.stringify({ transcription: [TURN] });
    await service.call("/api/v1/sessions/transcript/1", { method: "PUT", body });
    for (const part of ["full-summary", "latency"]) {
      const init = { method: "PUT", body: part === "latency" ? '{"timeline":[]}' : "{}" };
      expect((await service.call(`/api/v1/sessions/${part}/1`, init)).status).toBe(200);
    }
  });

  test.each<[method: string, path: string, ignored: string, body?: string]>([
    ["GET", "sessions/?limit=1", "wrong, token, session_id"],
    ["HEAD", "sessions/?limit=1", "wrong, token, session_id"],
    ["GET", "sessions?page=0", "wrong, token, session_id"],
    ["GET", "sessions/1", "wrong, token, session_id"],
    ["GET", "sessions/transcript/1", "wrong, token, session_id"],
    ["GET", "sessions/full-summary/1", "wrong, token, session_id"],
    ["GET", "sessions/latency/1", "wrong, token, session_id"],
    ["GET", "sessions/timeline/1", "wrong, token, session_id"],
    ["POST", "sessions/recording/1", "wrong, token, session_id"],
    ["GET", "session_labels/", "wrong, token, session_id"],
    ["POST", "session_labels/", "wrong, token, session_id", JSON.stringify(LABEL)],
  ])("%s %s", async (method, path, ignored, body) => {
    const query = "wrong=1&token=secret&session_id=9&wrong=2";
    const url = `/api/v1/${path}${path.includes("?") ? "&" : "?"}${query}`;
    const response = await service.call(url, { method, body });
    expect(response.status).toBe(200);
    expect(response.headers.get("syllable-ignored-parameters")).toBe(ignored);
    const same = await service.call(`/api/v1/${path}`, { method, body });
    expect(same.headers.has("syllable-ignored-parameters")).toBe(false);
    if (method === "GET") expect(await response.text()).toBe(await same.text());
  });

  test("a label, and the stream of a recording", async () => {
    const { items } = (await (await service.call("/api/v1/session_labels/")).json()) as {
      items: { id: number }[];
    };
    const label = await service.call(`/api/v1/session_labels/${items[0]!.id}?x=1`);
    expect(label.headers.get("syllable-ignored-parameters")).toBe("x");
    const [url] = await recordingUrls(service, "1");
    const stream = await fetch(`${url}&download=1`);
    expect(stream.headers.get("syllable-ignored-parameters")).toBe("download");
    expect(await stream.text()).toBe("RIFF");
  });

  test("also with a validation error, which lists the known parameters only", async () => {
    const response = await service.call("/api/v1/sessions/?limit=x&Limit=5&orderBy=source");
    expect(response.status).toBe(422);
    expect(response.headers.get("syllable-ignored-parameters")).toBe("Limit, orderBy");
    const { detail } = (await response.json()) as { detail: { loc: string[] }[] };
    expect(detail.map(({ loc }) => loc)).toEqual([["query", "limit"]]);
  });

  test.each([
    ["a%2Cb", "a%2Cb"],
    ["a%0D%0Aset-cookie:x", "a%0D%0Aset-cookie%3Ax"],
    ["caf%C3%A9 ", "caf%C3%A9"],
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["%zz", "%25zz"],
    [`${"n".repeat(99)}%F0%9F%98%80`, `${"n".repeat(99)}%E2%80%A6`],
    ["search_fields[]", "search_fields%5B%5D"],
  ])("the name %j is sent as %s", async (name, sent) => {
    const response = await service.call(`/api/v1/sessions/?${name.trim()}=1`);
    expect(response.status).toBe(200);
    expect(response.headers.get("syllable-ignored-parameters")).toBe(sent);
  });

  test("at most 20 names are sent", async () => {
    const query = Array.from({ length: 1_000 }, (_, index) => `n${index}=`).join("&");
    const { headers } = await service.call(`/api/v1/sessions/?${query}`);
    const names = headers.get("syllable-ignored-parameters")!.split(", ");
    expect(names).toEqual([...Array.from({ length: 20 }, (_, index) => `n${index}`), "..."]);
  });
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
