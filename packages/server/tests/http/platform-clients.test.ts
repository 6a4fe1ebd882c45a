import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { demoRecording, recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
const call = demoRecording("100006/call.mp3");
const TURN = { timestamp: "2026-06-01T12:00:00Z", lang: "en-US", source: "user", text: "Hello?" };

beforeAll(async () => {
  const session = { timestamp: "2026-06-01T12:00:00Z", agent_name: "Front desk", duration: 12.5 };
  await putSession(service, "7", { ...session, source: "+12065550166", is_test: false });
  await putSession(service, "8", { timestamp: "2026-06-02T12:00:00Z", is_test: true });
  const put = (part: string, body: object) =>
    service.call(`/api/v1/sessions/${part}/7`, {
      method: "PUT",
      headers: jsonWith(),
      body: JSON.stringify(body),
    });
  await put("transcript", { transcription: [TURN], actions: [] });
  await put("full-summary", { summary: "A caller said hello.", rating: "GOOD" });
  await put("latency", { timeline: [] });
  await uploadRecording(service, "7", "call.mp3", call, { "content-type": "audio/mpeg" });
});

interface Client {
  /** The header lines after `Host`, in the order and the case in which the HTTP library sends them. */
  headers(accept: string): string[];
  query(parameters: [name: string, value: string][]): string;
  /** The body of a new label, with its optional fields unset. */
  label(label: object): string;
  /** 1 June 2026, 12:00 UTC, as the language writes it. */
  readonly noon: string;
}

// httpx: lower-case names, form encoding, the parameters in their order.
const python: Client = {
  headers: (accept) => [
    "Accept-Encoding: gzip, deflate",
    "Connection: close",
    `accept: ${accept}`,
    "user-agent: speakeasy-sdk/python 1.0.0 2.0.0 1.0.0 syllable_sdk",
    `syllable-api-key: ${ADMIN_KEY}`,
  ],
  query: (parameters) => new URLSearchParams(parameters).toString(),
  label: (label) => JSON.stringify({ ...label, comments: null, issue_categories: null }),
  noon: "2026-06-01T12:00:00.000000+00:00",
};

// net/http: canonical names, the parameters sorted by name, an offset, < and > escaped in JSON.
const go: Client = {
  headers: (accept) => [
    "User-Agent: speakeasy-sdk/go 1.0.0 2.0.0 1.0.0 syllable-sdk-go",
    "Connection: close",
    `Accept: ${accept}`,
    `Syllable-Api-Key: ${ADMIN_KEY}`,
    "Accept-Encoding: gzip",
  ],
  query: (parameters) => {
    const query = new URLSearchParams(parameters);
    query.sort();
    return query.toString();
  },
  label: (label) => JSON.stringify(label).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e"),
  noon: "2026-06-01T14:00:00+02:00",
};

describe.each([
  ["Python", python],
  ["Go", go],
])("the %s client", (_name, client) => {
  const request = async (
    method: string,
    target: string,
    { accept = "application/json", body = "" } = {},
  ) => {
    const head = [`${method} ${target} HTTP/1.1`, `Host: ${new URL(service.url).host}`];
    head.push(...client.headers(accept));
    if (method !== "GET") head.push(`Content-Length: ${Buffer.byteLength(body)}`);
    if (body) head.push("Content-Type: application/json");
    const socket = await connectTo(service.url);
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    return parseResponse(await readAll(socket));
  };
  const getJson = async (target: string) => {
    const { status, head, body } = await request("GET", target);
    expect({ status, body }).toMatchObject({ status: 200 });
    expect(head).toContain("content-type: application/json");
    return JSON.parse(body);
  };
  const list = (...parameters: [string, string][]) =>
    getJson(`/api/v1/sessions/?${client.query(parameters)}`);
  const idsOf = (page: { items: { session_id: string }[] }) =>
    page.items.map(({ session_id }) => session_id);

  test("lists sessions with the default parameters", async () => {
    const page = await list(["page", "0"], ["limit", "25"]);
    expect(page).toMatchObject({ page: 0, page_size: 25, total_pages: 1, total_count: 1 });
    expect(idsOf(page)).toEqual(["7"]);
  });

  test("lists sessions with every parameter", async () => {
    const page = await list(
      ["page", "0"],
      ["limit", "10"],
      ["search_fields", "agent_name"],
      ["search_fields", "source"],
      ["search_fields", "is_test"],
      ["search_field_values", "front DESK"],
      ["search_field_values", "+1206555"],
      ["search_field_values", "true"],
      ["order_by", "timestamp"],
      ["order_by_direction", "asc"],
      ["fields", "session_id"],
      ["fields", "duration"],
      ["start_datetime", "2026-06-01"],
      ["end_datetime", "2026-06-03T00:00:00Z"],
    );
    expect(page.items).toEqual([
      { timestamp: "2026-06-01T12:00:00Z", session_id: "7", duration: 12.5 },
    ]);
  });

  test("bounds a list with a date-time of its language", async () => {
    expect(idsOf(await list(["limit", "25"], ["start_datetime", client.noon]))).toEqual(["7"]);
    expect(idsOf(await list(["limit", "25"], ["end_datetime", client.noon]))).toEqual([]);
  });

  test("lists test sessions", async () => {
    const filter: [string, string][] = [
      ["search_fields", "is_test"],
      ["search_field_values", "true"],
    ];
    expect(idsOf(await list(...filter, ["limit", "25"]))).toEqual(["8", "7"]);
  });

  test("gets a session and its parts", async () => {
    expect(await getJson("/api/v1/sessions/7")).toMatchObject({ session_id: "7", duration: 12.5 });
    const transcript = await getJson("/api/v1/sessions/transcript/7");
    expect(transcript).toEqual({ session_id: "7", transcription: [TURN], actions: [] });
    const summary = await getJson("/api/v1/sessions/full-summary/7");
    expect(summary).toEqual({ summary: "A caller said hello.", rating: "GOOD" });
    const latency = await getJson("/api/v1/sessions/latency/7");
    expect(latency).toMatchObject({ session_id: "7", timeline: [] });
    const timeline = await getJson("/api/v1/sessions/timeline/7");
    expect(timeline).toMatchObject({ session_id: "7", events: [{ kind: "transcript" }] });
  });

  test.each(["", "{}"])("generates recording URLs with the body '%s'", async (body) => {
    const response = await request("POST", "/api/v1/sessions/recording/7", { body });
    expect(response.status).toBe(200);
    const { session_id, recordings } = JSON.parse(response.body);
    expect(session_id).toBe("7");
    expect(recordings).toHaveLength(1);
    expect(recordings[0]).toContain(`${service.url}/api/v1/sessions/recording/stream?token=`);
  });

  test("streams a recording as application/octet-stream", async () => {
    const [url] = await recordingUrls(service, "7");
    const token = new URL(url!).searchParams.get("token")!;
    const target = `/api/v1/sessions/recording/stream?${client.query([["token", token]])}`;
    const response = await request("GET", target, { accept: "application/octet-stream" });
    expect(response.status).toBe(200);
    expect(response.head).toContain("content-type: application/octet-stream\r\n");
    expect(response.head).toContain(`content-length: ${call.length}\r\n`);
    expect(response.head).not.toContain("\ncontent-encoding:");
  });

  test("creates, gets and lists labels", async () => {
    const label = {
      session_id: 7,
      type: "human-rating",
      code: "GOOD",
      user_email: "Ana <ana@example.com>",
    };
    const body = client.label(label);
    const { status, body: json } = await request("POST", "/api/v1/session_labels/", { body });
    const created = JSON.parse(json);
    expect({ status, created }).toMatchObject({ status: 200, created: label });
    expect(await getJson(`/api/v1/session_labels/${created.id}`)).toEqual(created);
    const query = client.query([
      ["page", "0"],
      ["limit", "25"],
      ["search_fields", "session_id"],
      ["search_field_values", "7"],
    ]);
    const page = await getJson(`/api/v1/session_labels/?${query}`);
    expect(page.items).toContainEqual(created);
  });

  test("reads errors of both shapes", async () => {
    const invalid = await request("GET", "/api/v1/sessions/?limit=-1");
    expect(invalid.status).toBe(422);
    expect(invalid.head).toContain("content-type: application/json\r\n");
    const [error] = JSON.parse(invalid.body).detail;
    expect(error).toMatchObject({ loc: ["query", "limit"] });
    expect(typeof error.msg).toBe("string");
    expect(typeof error.type).toBe("string");
    const missing = await request("GET", "/api/v1/sessions/999");
    expect(missing.status).toBe(404);
    expect(typeof JSON.parse(missing.body).detail).toBe("string");
  });
});
