/** A body that stops arriving closes its connection. Nothing else that is slow does. */
import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { startApp, type TestApp } from "syllable-test-support/app";
import { recordingFiles } from "syllable-test-support/data-folder";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { listRecordings, recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RecordingBlobs } from "../../src/blobs/port.js";
import type { Store } from "../../src/store/port.js";

const LIMIT_MS = 600;
const SESSION = JSON.stringify({ timestamp: AT });
const AUDIO = { "content-type": "audio/wav" };
const LARGE = Buffer.alloc(8_000_000, "audio");

/** Holds writes while it is closed. */
class Gate {
  readonly waiting: (() => void)[] = [];
  isClosed = false;

  async pass(): Promise<void> {
    if (this.isClosed) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  open(): void {
    this.isClosed = false;
    for (const release of this.waiting.splice(0)) release();
  }
}

let app: TestApp;
let gate: Gate;
beforeEach(async () => {
  gate = new Gate();
  const slowed = ({ blobs, store }: { blobs: RecordingBlobs; store: Store }) => ({
    blobs: {
      ...blobs,
      write: (blob: string, source: AsyncIterable<Uint8Array>) =>
        blobs.write(blob, throughGate(source)),
    },
    store: {
      ...store,
      sessions: {
        ...store.sessions,
        async put(...parameters: Parameters<Store["sessions"]["put"]>) {
          await gate.pass();
          return store.sessions.put(...parameters);
        },
      },
    },
  });
  app = await startApp({ bodyIdleMs: LIMIT_MS }, slowed);
  await putSession(app, "1");
});
afterEach(async () => {
  gate.open();
  await app.remove();
});

async function* throughGate(source: AsyncIterable<Uint8Array>) {
  for await (const chunk of source) {
    await gate.pass();
    yield chunk;
  }
}

/** Sends the headers of a request and a part of its body. */
async function begin(requestLine: string, length: number, body: string | Buffer = "") {
  const socket = await connectTo(app.url);
  const head = [
    `${requestLine} HTTP/1.1`,
    "host: test",
    `syllable-api-key: ${ADMIN_KEY}`,
    `content-length: ${length}`,
    "content-type: audio/wav",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(body);
  return socket;
}
const put = (length: number, body = "") => begin("PUT /api/v1/sessions/2", length, body);
const upload = (length: number, body: string | Buffer = "") =>
  begin("PUT /api/v1/sessions/recording/1/call", length, body);
const importing = (length: number, body: string) =>
  begin("POST /api/v1/sessions/import", length, body);

/** Waits until a body that begins now has been idle for too long. */
async function limitPasses(): Promise<void> {
  expect(parseResponse(await readAll(await put(100, "{"))).status).toBe(408);
}

describe("a body that stops arriving gets a 408, and its connection is closed:", () => {
  test.each<[string, () => Promise<Socket>]>([
    ["half of a JSON body", () => put(SESSION.length, SESSION.slice(0, 10))],
    ["none of a JSON body", () => put(SESSION.length)],
    ["half of a recording", () => upload(100_000, LARGE.subarray(0, 50_000))],
  ])("%s", async (_what, send) => {
    const { status, head, body } = parseResponse(await readAll(await send()));
    expect(status).toBe(408);
    expect(head).toContain("connection: close");
    expect(head).toContain("content-type: application/json");
    expect(head).toContain("cache-control: no-store");
    expect(JSON.parse(body)).toEqual({
      detail: "no byte of the body arrived for 0.6 s; send the request again",
    });
    await eventually(async () => {
      expect(await listRecordings(app, "1")).toEqual([]);
      expect(await recordingFiles(app.dataDir)).toEqual([]);
    });
    expect(app.log().map(({ msg }) => msg)).toContain(
      "no byte of the body arrived for 0.6 s: the connection is closed",
    );
  });
});

test("an import that stops arriving is disconnected, because its response has begun", async () => {
  const line = `{"timestamp":"${AT}","session_id":"5"}\n`;
  const received = await readAll(await importing(10_000, line));
  expect(parseResponse(received).status).toBe(200);
  expect(received).toContain('"status":"created"');
  expect(received).not.toContain("\r\n0\r\n\r\n");
  expect(received).not.toContain("408");
});

describe("the connection stays open for", () => {
  test("a body that arrives slowly", async () => {
    const socket = await put(SESSION.length, SESSION.slice(0, 10));
    for (const byte of SESSION.slice(10)) {
      await wait(LIMIT_MS / 8);
      socket.write(byte);
    }
    await once(socket, "readable");
    expect(String(socket.read())).toMatch(/^HTTP\/1.1 201 /);
    socket.destroy();
  });

  test("an upload that the service does not read because the blob store is slow", async () => {
    gate.isClosed = true;
    const socket = await upload(LARGE.length, LARGE);
    await eventually(() => expect(gate.waiting).toHaveLength(1));
    await limitPasses();
    await limitPasses();
    gate.open();
    await once(socket, "readable");
    expect(String(socket.read())).toMatch(/^HTTP\/1.1 201 /);
    socket.destroy();
  });

  test("an import whose body is complete and whose results take long", async () => {
    gate.isClosed = true;
    const line = `{"timestamp":"${AT}","session_id":"6"}\n`;
    const socket = await importing(line.length, line);
    await eventually(() => expect(gate.waiting).toHaveLength(1));
    // An upload, because writes of sessions are held.
    expect(parseResponse(await readAll(await upload(100, "x"))).status).toBe(408);
    gate.open();
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    await eventually(() => expect(received).toMatch(/"created"[\s\S]*\r\n0\r\n\r\n$/));
    socket.destroy();
  });

  test("a download that the player has paused", async () => {
    expect((await uploadRecording(app, "1", "large", LARGE, AUDIO)).status).toBe(201);
    const [url] = await recordingUrls(app, "1");
    const { pathname, search } = new URL(url!);
    const socket = await connectTo(app.url);
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    await once(socket, "readable");
    await limitPasses();
    expect(parseResponse(await readAll(socket)).body).toHaveLength(LARGE.length);
  });

  test("an idle keep-alive connection", async () => {
    const socket = await put(SESSION.length, SESSION);
    for (let round = 0; round < 2; round++) {
      await once(socket, "readable");
      expect(String(socket.read())).toMatch(/^HTTP\/1.1 20\d /);
      await limitPasses();
      if (round === 0) socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    }
    expect(socket.readableEnded).toBe(false);
    socket.destroy();
  });
});
