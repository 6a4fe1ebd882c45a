import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { RecordingWire } from "#contract/ingest.js";
import type { TestService } from "./service.js";

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
