/** Imports that cost the client little: their cost for the service is bounded. */
import { once } from "node:events";
import http from "node:http";
import type { Socket } from "node:net";
import { join } from "node:path";
import Fastify from "fastify";
import type { ImportResultWire } from "syllable-contract";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, importResultsIn } from "syllable-test-support/sessions";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import { expect, test } from "vitest";
import { registerRateLimits } from "../../src/http/rate-limits.js";
import { createKey, Keys } from "../../src/keys/keys.js";
import { importRoutes } from "../../src/sessions/import/routes.js";
import { SessionImport } from "../../src/sessions/import/session-import.js";
import { openSqliteStore } from "../../src/store/sqlite/open.js";

const MIB = 1024 * 1024;
const MAX_REJECTED = 10_000;
const GOOD = JSON.stringify({ timestamp: AT });
const ENDED = {
  status: "rejected",
  detail: `the import ended after ${MAX_REJECTED} rejected lines; this line and all later ones were not read`,
};

const service = withService();
const folder = tempFolder();

/** Sends the headers of an import, and returns its connection. */
async function beginImport(url: string, headers: readonly string[]): Promise<Socket> {
  const socket = await connectTo(url);
  const head = ["POST /api/v1/sessions/import HTTP/1.1", "host: test", ...headers];
  socket.write(`${head.join("\r\n")}\r\nsyllable-api-key: ${ADMIN_KEY}\r\n\r\n`);
  return socket;
}

function expectEnded(results: readonly ImportResultWire[]): void {
  expect(results).toHaveLength(MAX_REJECTED + 2);
  expect(results[0]).toMatchObject({ line: 1, status: "created" });
  expect(results.at(-1)).toEqual({ line: MAX_REJECTED + 2, ...ENDED });
}

test("blank lines are skipped, and other requests are served meanwhile", async () => {
  const body = Buffer.alloc(100 * MIB, "\n");
  body.write(GOOD, body.length - 100);
  let polls = 0;
  let importing = true;
  const polling = (async () => {
    while (importing) {
      expect((await service.call("/healthz")).status).toBe(200);
      polls += 1;
    }
  })();
  const response = await service.call("/api/v1/sessions/import", { method: "POST", body });
  const [result, ...others] = importResultsIn(await response.text());
  importing = false;
  await polling;
  expect(result).toMatchObject({ line: body.length - 99, status: "created" });
  expect(others).toEqual([]);
  expect(polls).toBeGreaterThan(5);
});

test("20 MiB of invalid lines have 10,000 results, and the connection stays open", async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const request = http.request(`${service.url}/api/v1/sessions/import`, {
    method: "POST",
    agent,
    headers: { "syllable-api-key": ADMIN_KEY },
  });
  request.end(`${GOOD}\n${"x\n".repeat(10 * MIB)}`);
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  expectEnded(importResultsIn(text));
  expect(text.length).toBeLessThan(2 * MIB);

  const next = http.get(`${service.url}/healthz`, { agent });
  const [health] = (await once(next, "response")) as [http.IncomingMessage];
  expect(health.resume().statusCode).toBe(200);
  expect(next.reusedSocket).toBe(true);
  agent.destroy();
});

test.each(["close", "keep-alive"])(
  "a client that never stops sending receives all results, then its connection is closed (%s)",
  async (connection) => {
    const headers = ["transfer-encoding: chunked", `connection: ${connection}`];
    const socket = await beginImport(service.url, headers);
    const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
    socket.write(chunk(`${GOOD}\n`));
    const bad = chunk("x\n".repeat(32 * 1024));
    const send = () => {
      while (socket.writable && socket.write(bad));
    };
    socket.on("drain", send);
    send();
    const received: Buffer[] = [];
    socket.on("data", (data) => received.push(data));
    // The connection may be reset, because the client still sends.
    await new Promise((resolve) => socket.once("close", resolve));
    const text = Buffer.concat(received).toString();
    expect(text.slice(-5)).toBe("0\r\n\r\n");
    expectEnded(importResultsIn(parseResponse(text).body));
  },
);

test("a client that reads only after it has sent everything receives all results", async () => {
  const body = `${GOOD}\n${"x\n".repeat(20 * MIB)}`;
  const headers = [`content-length: ${body.length}`, "connection: close"];
  const socket = await beginImport(service.url, headers);
  socket.pause();
  await new Promise<void>((resolve, reject) => {
    socket.write(body, (error) => (error ? reject(error) : resolve()));
  });
  expectEnded(importResultsIn(parseResponse(await readAll(socket)).body));
});

test("an import whose results are not read ends, and its results can be read later", async () => {
  const store = await openSqliteStore(join(folder, "sessions.sqlite"));
  await createKey(store.keys, { organisation: "o", name: "k", scope: "write", secret: ADMIN_KEY });
  const limits = { rejectedLines: Number.POSITIVE_INFINITY, unreadBytes: 2 * MIB };
  const app = Fastify();
  registerRateLimits(app, 0);
  await app.after();
  const sessionImport = new SessionImport(store.sessions, folder, 0, limits);
  importRoutes(app, { keys: new Keys(store.keys, app.log), sessionImport });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });

  const names = ["a", "b", "c", "d", "e"].map((name) => `"${name.repeat(180)}":1`);
  const line = `{${names.join()}}\n`;
  // Far more results than the buffers of the connection and the limit hold together.
  const body = line.repeat(60_000);
  const headers = [`content-length: ${body.length}`, "connection: close"];
  const socket = await beginImport(url, headers);
  socket.pause();
  await new Promise<void>((resolve, reject) => {
    socket.write(body, (error) => (error ? reject(error) : resolve()));
  });
  const results = importResultsIn(parseResponse(await readAll(socket)).body);
  expect(results.length).toBeLessThan(40_000);
  expect(results.at(-1)).toEqual({
    line: results.length,
    status: "rejected",
    detail: `the import ended because ${2 * MIB} bytes of its results were not read; this line and all later ones were not read`,
  });
  await app.close();
  await store.close();
});
