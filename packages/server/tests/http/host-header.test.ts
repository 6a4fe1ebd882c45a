import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const direct = withService();
beforeAll(() => addRecording(direct));

async function addRecording(service: TestService): Promise<void> {
  await putSession(service, "1");
  const headers = { "content-type": "audio/wav" };
  await uploadRecording(service, "1", "call", Buffer.from("RIFF"), headers);
}

/** Requests recording URLs with these headers and the key. */
async function requestUrls(service: TestService, headers: string[], version = "1.1") {
  const socket = await connectTo(service.url);
  const head = [
    `POST /api/v1/sessions/recording/1 HTTP/${version}`,
    ...headers,
    `syllable-api-key: ${ADMIN_KEY}`,
    "connection: close",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const { status, body } = parseResponse(await readAll(socket));
  const { recordings, detail } = JSON.parse(body) as { recordings?: string[]; detail?: string };
  return { status, detail, url: recordings?.[0]?.replace(/\/api\/.*/, "") };
}

const INVALID = [
  "evil.example/x?y=",
  "user:pw@evil",
  'x"><script>',
  "",
  "a b",
  "a:99999",
  "[::1",
  "exämple",
];

describe("the Host header", () => {
  test.each(INVALID)("%j is rejected with 400", async (host) => {
    expect(await requestUrls(direct, [`host: ${host}`])).toEqual({
      status: 400,
      detail: "the Host header must be a host name or an IP address, and optionally a port",
      url: undefined,
    });
  });

  test.each([
    ["two", ["host: a", "Host: b"]],
    ["the same twice", ["host: a", "host: a"]],
  ])("%s are rejected with 400", async (_what, headers) => {
    const { status, detail } = await requestUrls(direct, headers);
    expect([status, detail]).toEqual([400, "the request has several Host headers; send one"]);
  });

  test("a missing header is rejected with 400", async () => {
    const { status, detail } = await requestUrls(direct, []);
    expect([status, detail]).toEqual([
      400,
      "the request has no Host header, which HTTP/1.1 requires",
    ]);
  });

  test.each(["calls.example.com", "calls.example.com:8443", "[::1]:80", "10.0.0.1"])(
    "%s is used in recording URLs",
    async (host) => {
      expect(await requestUrls(direct, [`host: ${host}`])).toMatchObject({
        status: 200,
        url: `http://${host}`,
      });
    },
  );

  test.each(["/healthz", "/nowhere", "/openapi.json", "/api/v1/sessions/"])(
    "is checked for %s, before anything else",
    async (path) => {
      const socket = await connectTo(direct.url);
      socket.write(`GET ${path} HTTP/1.1\r\nhost: a/b\r\nconnection: close\r\n\r\n`);
      expect(parseResponse(await readAll(socket))).toMatchObject({ status: 400 });
    },
  );

  test("is optional in HTTP/1.0: recording URLs then have the address of the service", async () => {
    const socket = await connectTo(direct.url);
    socket.write("GET /healthz HTTP/1.0\r\n\r\n");
    expect(parseResponse(await readAll(socket)).status).toBe(200);
    expect(await requestUrls(direct, [], "1.0")).toMatchObject({ status: 200, url: direct.url });
  });

  test("is optional in HTTP/1.0, also for a service with an IPv6 address", async () => {
    await using service = await startService({ host: "::1" });
    await addRecording(service);
    expect((await requestUrls(service, [], "1.0")).url).toBe(service.url);
  });
});
