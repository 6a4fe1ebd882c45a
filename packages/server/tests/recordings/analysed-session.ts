import { analysedRecordings, newSession, uploadRecording } from "syllable-test-support/recordings";
import type { TestService } from "syllable-test-support/service";
import { expect } from "vitest";
import { wavFile } from "./audio-files.js";

export const recordingPath = (session: string, name: string): string =>
  `/api/v1/sessions/recording/${session}/${name}`;

export async function getJson<T>(
  service: TestService,
  path: string,
  init: RequestInit = {},
): Promise<T> {
  const response = await service.call(path, init);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

/** One second of silence, then one of a square wave, on the left; nothing on the right. */
export function squareWave(amplitude = 0.5): Buffer {
  const samples = Buffer.alloc(16_000 * 4);
  for (let at = 8_000; at < 16_000; at++) {
    samples.writeInt16LE((at % 8 < 4 ? amplitude : -amplitude) * 32_768, at * 4);
  }
  return wavFile(samples, { channels: 2 });
}

/** Uploads a recording to a new session, and waits for its analysis. Returns the id of the session. */
export async function sessionWith(
  service: TestService,
  bytes: Buffer,
  name = "call.wav",
  query = "",
): Promise<string> {
  const session = await newSession(service);
  const response = await uploadRecording(service, session, name + query, bytes);
  expect(response.status).toBe(201);
  await analysedRecordings(service, session);
  return session;
}
