/** The requests of a connection run one after another, and hold no slot after it has ended. */
import { once } from "node:events";
import { connectTo, readAll } from "syllable-test-support/raw-http";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const TRANSCRIPT = "/api/v1/sessions/transcript/1";
const GET_TRANSCRIPT = `GET ${TRANSCRIPT} HTTP/1.1\r\nhost: test\r\nsyllable-api-key: ${ADMIN_KEY}\r\n\r\n`;
const PUT_LATENCY = `PUT /api/v1/sessions/latency/1 HTTP/1.1\r\nhost: test\r\nsyllable-api-key: ${ADMIN_KEY}\r\ntransfer-encoding: chunked\r\n\r\nf\r\n{"timeline":[]}\r\n0\r\n\r\n`;

const service = withService();
beforeAll(async () => {
  await putSession(service, "1");
  const transcription = [{ timestamp: AT, source: "user", text: "x".repeat(4_000_000) }];
  await service.call(TRANSCRIPT, { method: "PUT", body: JSON.stringify({ transcription }) });
});

test("large responses that waited on a closed connection do not delay others", async () => {
  for (let attempt = 0; attempt < 4; attempt++) {
    const socket = await connectTo(service.url);
    socket.write(GET_TRANSCRIPT.repeat(4));
    await once(socket, "readable");
    socket.destroy();
  }
  const response = await service.call(TRANSCRIPT, { signal: AbortSignal.timeout(10_000) });
  expect((await response.text()).length).toBeGreaterThan(4_000_000);
}, 20_000);

test("large requests do not wait for later ones on their connection", async () => {
  const socket = await connectTo(service.url);
  const close = GET_TRANSCRIPT.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
  socket.setTimeout(10_000, () => socket.destroy(new Error("no response")));
  socket.write(GET_TRANSCRIPT + PUT_LATENCY.repeat(3) + close);
  expect((await readAll(socket)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(5);
}, 20_000);

test("requests that are rejected early do not stop later ones", async () => {
  const socket = await connectTo(service.url);
  const badPath = "GET /%zz HTTP/1.1\r\nhost: test\r\n\r\n";
  const badExpectation = "GET /healthz HTTP/1.1\r\nhost: test\r\nexpect: more\r\n\r\n";
  const last = "GET /healthz HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n";
  socket.setTimeout(10_000, () => socket.destroy(new Error("no response")));
  socket.write(GET_TRANSCRIPT + badPath + badExpectation + last);
  const received = await readAll(socket);
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(
    [200, 400, 417, 200].map((status) => `HTTP/1.1 ${status}`),
  );
}, 20_000);

test("a connection on which too many requests wait is closed", async () => {
  const socket = await connectTo(service.url);
  socket.write(GET_TRANSCRIPT.repeat(150));
  const received = await readAll(socket).catch(() => "");
  expect(received.match(/HTTP\/1\.1 200 OK/g)?.length ?? 0).toBeLessThan(2);
  expect((await service.call("/healthz")).status).toBe(200);
}, 20_000);
