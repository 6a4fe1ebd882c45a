/** Large responses wait for a free slot. */
import { connectTo, readAll } from "syllable-test-support/raw-http";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const TRANSCRIPT = "/api/v1/sessions/transcript/1";

const service = withService();
beforeAll(async () => {
  await putSession(service, "1");
  const transcription = [{ timestamp: AT, source: "user", text: "x".repeat(6_000_000) }];
  await service.call(TRANSCRIPT, { method: "PUT", body: JSON.stringify({ transcription }) });
});

test("a GET with a body takes one slot", async () => {
  const head = [
    `GET ${TRANSCRIPT} HTTP/1.1`,
    "host: test",
    `syllable-api-key: ${ADMIN_KEY}`,
    "transfer-encoding: chunked",
    "connection: close",
  ].join("\r\n");
  const sockets = await Promise.all(Array.from({ length: 6 }, () => connectTo(service.url)));
  const responses = sockets.map(async (socket) => {
    socket.setTimeout(10_000, () => socket.destroy(new Error("no response")));
    socket.write(`${head}\r\n\r\n0\r\n\r\n`);
    return (await readAll(socket)).slice(0, 15);
  });
  expect(await Promise.all(responses)).toEqual(Array(6).fill("HTTP/1.1 200 OK"));
}, 20_000);
