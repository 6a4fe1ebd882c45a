import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import type { RecordingWire } from "syllable-contract";
import { expect } from "vitest";
import { eventually } from "./eventually.js";
import { connectTo, parseResponse, type RawResponse, readAll } from "./raw-http.js";
import { ADMIN_KEY, type TestClient, type TestService } from "./service.js";
import { putSession } from "./sessions.js";

const demo = new URL("../../demo/recordings/", import.meta.url);

/** Reads a recording of the demo, such as `100001/call.mp3`. */
export const demoRecording = (path: string): Buffer => readFileSync(new URL(path, demo));

export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

type Headers = Record<string, string>;

export const uploadRecording = (
  service: TestClient,
  session: string,
  name: string,
  body: Uint8Array | ReadableStream,
  headers: Headers = {},
): Promise<Response> =>
  service.call(`/api/v1/sessions/recording/${session}/${name}`, {
    method: "PUT",
    body: body as BodyInit,
    headers,
    duplex: "half",
  } as RequestInit);

export async function listRecordings(
  service: TestClient,
  session: string,
): Promise<RecordingWire[]> {
  const response = await service.call(`/api/v1/sessions/recording/${session}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { items: RecordingWire[] }).items;
}

/** Waits until the audio of all recordings of a session was analysed, and returns the recordings. */
export const analysedRecordings = (
  service: TestClient,
  session: string,
): Promise<RecordingWire[]> =>
  eventually(async () => {
    const recordings = await listRecordings(service, session);
    expect(recordings.map(({ analysis }) => analysis)).not.toContain("pending");
    return recordings;
  }, 60_000);

/** Requests the URLs of the recordings of a session. */
export async function recordingUrls(service: TestService, session: string): Promise<string[]> {
  const path = `/api/v1/sessions/recording/${session}`;
  const response = await service.call(path, { method: "POST" });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { recordings: string[] }).recordings;
}

let last = 0;
/** Creates a session and returns its id. */
export async function newSession(service: TestService): Promise<string> {
  last += 1;
  await putSession(service, String(last));
  return String(last);
}

export const detailOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { detail: unknown }).detail;

/** Downloads all recordings of a session. */
export const bytesOf = async (service: TestService, session: string): Promise<Buffer[]> =>
  Promise.all(
    (await recordingUrls(service, session)).map(async (url) =>
      Buffer.from(await (await fetch(url)).arrayBuffer()),
    ),
  );

/**
 * Starts an upload with this content length (-1 for a chunked body), sends the first bytes, and waits
 * until the recording is pending.
 */
export async function beginUpload(
  service: TestService,
  session: string,
  name: string,
  length: number,
  first: Buffer,
  headers: readonly string[] = [],
): Promise<Socket> {
  const socket = await connectTo(service.url);
  const head = [
    `PUT /api/v1/sessions/recording/${session}/${name} HTTP/1.1`,
    "host: test",
    "connection: close",
    `syllable-api-key: ${ADMIN_KEY}`,
    "content-type: audio/mpeg",
    length < 0 ? "transfer-encoding: chunked" : `content-length: ${length}`,
    ...headers,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(first);
  const pending = { name, state: "pending", type: "audio/mpeg", analysis: "pending" };
  await eventually(async () =>
    expect(await listRecordings(service, session)).toContainEqual(pending),
  );
  return socket;
}

export async function finishUpload(socket: Socket, rest: Buffer): Promise<RawResponse> {
  socket.write(rest);
  return parseResponse(await readAll(socket));
}
