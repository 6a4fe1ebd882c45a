import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import type { RecordingWire } from "syllable-contract";
import { expect } from "vitest";
import { eventually } from "./eventually.js";
import { connectTo, parseResponse, type RawResponse, readAll } from "./raw-http.js";
import { ADMIN_KEY, type TestService } from "./service.js";
import { putSession } from "./sessions.js";

const demo = new URL("../../demo/recordings/", import.meta.url);

/** A recording of the demo, such as `100001/call.mp3`. */
export const demoRecording = (path: string): Buffer => readFileSync(new URL(path, demo));

export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

type Headers = Record<string, string>;

export const uploadRecording = (
  service: TestService,
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
  service: TestService,
  session: string,
): Promise<RecordingWire[]> {
  const response = await service.call(`/api/v1/sessions/recording/${session}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { items: RecordingWire[] }).items;
}

/** The URLs of a session's recordings. */
export async function recordingUrls(service: TestService, session: string): Promise<string[]> {
  const path = `/api/v1/sessions/recording/${session}`;
  const response = await service.call(path, { method: "POST" });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { recordings: string[] }).recordings;
}

let last = 0;
/** A session of its own. */
export async function newSession(service: TestService): Promise<string> {
  last += 1;
  await putSession(service, String(last));
  return String(last);
}

export const detailOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { detail: unknown }).detail;

/** The whole bytes of each recording of a session. */
export const bytesOf = async (service: TestService, session: string): Promise<Buffer[]> =>
  Promise.all(
    (await recordingUrls(service, session)).map(async (url) =>
      Buffer.from(await (await fetch(url)).arrayBuffer()),
    ),
  );

/**
 * Begins an upload by hand that promises so many bytes (-1: it comes in chunks), and sends the
 * first of them; it is pending then.
 */
export async function beginUpload(
  service: TestService,
  session: string,
  name: string,
  promised: number,
  first: Buffer,
): Promise<Socket> {
  const socket = await connectTo(service.url);
  const head = [
    `PUT /api/v1/sessions/recording/${session}/${name} HTTP/1.1`,
    "host: test",
    "connection: close",
    `syllable-api-key: ${ADMIN_KEY}`,
    "content-type: audio/mpeg",
    promised < 0 ? "transfer-encoding: chunked" : `content-length: ${promised}`,
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
