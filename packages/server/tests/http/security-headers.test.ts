import { startApp } from "syllable-test-support/app";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { putSession } from "syllable-test-support/sessions";
import { withApp } from "syllable-test-support/with-app";
import { beforeAll, describe, expect, test } from "vitest";

const EXPECTED = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const app = withApp();
let recording: string;
beforeAll(async () => {
  await putSession(app, "1");
  const headers = { "content-type": "audio/wav" };
  await uploadRecording(app, "1", "call", Buffer.from("RIFF"), headers);
  [recording] = (await recordingUrls(app, "1")) as [string];
});

describe("every JSON response has the security headers:", () => {
  test.each<[number, string, RequestInit]>([
    [200, "/healthz", {}],
    [200, "/readyz", {}],
    [200, "/openapi.json", {}],
    [200, "/api/v1/sessions/", {}],
    [200, "/api/v1/sessions/1", {}],
    [200, "/api/v1/session_labels/", {}],
    [200, "/api/v1/sessions/recording/1", { method: "POST" }],
    [200, "/api/v1/sessions/import", { method: "POST" }],
    [204, "/api/v1/sessions/2", { method: "DELETE" }],
    [400, "/%zz", {}],
    [401, "/api/v1/sessions/", { headers: { "syllable-api-key": "wrong" } }],
    [404, "/nowhere", {}],
    [404, "/api/v1/sessions/9", {}],
    [
      415,
      "/api/v1/sessions/1",
      { method: "PUT", headers: { "content-encoding": "br" }, body: "x" },
    ],
    [422, "/api/v1/sessions/?limit=x", {}],
    [422, "/api/v1/sessions/1", { method: "PUT", body: "{" }],
    [401, "/api/v1/sessions/recording/stream?token=x", {}],
  ])("%i %s", async (status, path, init) => {
    if (status === 204) await putSession(app, "2");
    const response = await app.call(path, init);
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...EXPECTED,
      "x-request-id": expect.stringMatching(/^[\w-]{36}$/),
    });
    expect(response.headers.has("strict-transport-security")).toBe(false);
    await response.text();
  });

  test.each<[number, string]>([
    [400, "this is not HTTP\r\n\r\n"],
    [431, `GET / HTTP/1.1\r\nhost: x\r\nx: ${"x".repeat(20_000)}\r\n\r\n`],
    [417, "GET / HTTP/1.1\r\nhost: x\r\nexpect: more\r\nconnection: close\r\n\r\n"],
  ])("%i for a request that no route receives", async (status, text) => {
    const socket = await connectTo(app.url);
    socket.write(text);
    const { head, body, ...received } = parseResponse(await readAll(socket));
    expect(received.status).toBe(status);
    const headers = Object.fromEntries(
      head
        .split("\r\n")
        .slice(1)
        .map((line) => line.split(": ")),
    );
    expect(headers).toMatchObject({ ...lowerCase(EXPECTED), connection: "close" });
    expect(JSON.parse(body)).toEqual({ detail: expect.any(String) });
  });
});

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toLowerCase()]));

describe("a route overrides the security headers", () => {
  test("for its responses", async () => {
    const { status, headers } = await fetch(recording);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toContain("private");
  });

  test("but not for its errors", async () => {
    const { status, headers } = await fetch(recording, { headers: { range: "bytes=99-" } });
    expect(status).toBe(416);
    expect(Object.fromEntries(headers)).toMatchObject({
      ...EXPECTED,
      "content-range": "bytes */4",
    });
  });
});

test("responses require HTTPS if the public URL is HTTPS", async () => {
  await using https = await startApp({ publicUrl: "https://calls.example.com" });
  const { headers } = await fetch(`${https.url}/healthz`);
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
});
