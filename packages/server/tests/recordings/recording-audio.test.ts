/** What the service finds in recordings, and where they lie on the axis of their session. */
import { randomInt } from "node:crypto";
import type { AudioFactsWire, SpeechWire } from "syllable-contract";
import {
  cutAt,
  deadFrom,
  drifted,
  makeConversation,
  randomOf,
  transcriptOf,
  withoutSilence,
} from "syllable-test-support/conversation";
import { newKey, newOrganisation } from "syllable-test-support/organisation";
import {
  analysedRecordings,
  detailOf,
  listRecordings,
  newSession,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { AT, jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { aiffFile, wavFile } from "./audio-files.js";
import { conversationWav } from "./conversation-wav.js";

const service = withService({ analysis: "on" });

const analysed = (session: string) => analysedRecordings(service, session);

const pathOf = (session: string, name: string) => `/api/v1/sessions/recording/${session}/${name}`;

async function getJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await service.call(path, init);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

const patch = (session: string, name: string, body: unknown, key?: string) =>
  service.call(pathOf(session, name), {
    method: "PATCH",
    headers: jsonWith(key),
    body: JSON.stringify(body),
  });

/** One second of silence, then one of a square wave, on the left; nothing on the right. */
function squareWave(amplitude = 0.5): Buffer {
  const samples = Buffer.alloc(16_000 * 4);
  for (let at = 8_000; at < 16_000; at++) {
    samples.writeInt16LE((at % 8 < 4 ? amplitude : -amplitude) * 32_768, at * 4);
  }
  return wavFile(samples, { channels: 2 });
}

async function sessionWith(bytes: Buffer, name = "call.wav", query = ""): Promise<string> {
  const session = await newSession(service);
  const response = await uploadRecording(service, session, name + query, bytes);
  expect(response.status).toBe(201);
  await analysed(session);
  return session;
}

describe("the start and the channels of a recording", () => {
  test("are those that the upload states", async () => {
    const session = await newSession(service);
    const query = "?started_at=2026-01-31T10:00:01.000250+01:00&channels=agent,user";
    const response = await uploadRecording(service, session, `call.wav${query}`, squareWave());
    const stated = {
      started_at: "2026-01-31T09:00:01.000250Z",
      started_at_estimated: false,
      channel_names: ["agent", "user"],
      channel_names_estimated: false,
    };
    expect(await response.json()).toMatchObject({ ...stated, analysis: "pending" });
    expect(await analysed(session)).toMatchObject([{ ...stated, analysis: "ready" }]);
  });

  test("default to the start of the session, and to unknown channels", async () => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, "call.wav", squareWave());
    const expected = { started_at: AT, started_at_estimated: true, started_at_confidence: 0 };
    expect(await response.json()).toMatchObject(expected);
    const [recording] = await analysed(session);
    expect(Date.parse(recording!.started_at!)).toBe(Date.parse(AT));
    expect(recording).toMatchObject({
      started_at_estimated: true,
      started_at_confidence: 0,
      channel_names: ["channel_1", "channel_2"],
      channel_names_estimated: true,
    });
  });

  test("are changed by PATCH, and estimated again after null", async () => {
    const session = await sessionWith(squareWave());
    const stated = { started_at: "2026-01-31T08:00:00Z", channels: "user,agent" };
    const patched = await patch(session, "call.wav", stated);
    expect(patched.status).toBe(200);
    const streamed = await fetch((await recordingUrls(service, session))[0]!);
    expect(patched.headers.get("etag")).toBe(streamed.headers.get("etag"));
    expect(await patched.json()).toMatchObject({
      started_at: "2026-01-31T08:00:00.000Z",
      started_at_estimated: false,
      channel_names: ["user", "agent"],
    });
    const facts = await getJson<AudioFactsWire>(`/api/v1/sessions/audio/${session}`);
    expect(facts.recordings[0]!.started_at).toBe("2026-01-31T08:00:00.000Z");
    expect(facts.recordings[0]!.channels.map(({ name }) => name)).toEqual(["user", "agent"]);

    await patch(session, "call.wav", { channels: null });
    expect(await listRecordings(service, session)).toMatchObject([
      { started_at_estimated: false, channel_names_estimated: true },
    ]);
  });

  test.each([
    ["started_at=yesterday", ["query", "started_at"]],
    ["channels=left,right", ["query", "channels"]],
    ["start=2026-01-31T09:00:00Z", ["query", "start"]],
  ])("are rejected in an upload with %s, which stores nothing", async (query, loc) => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, `call.wav?${query}`, squareWave());
    expect(response.status).toBe(422);
    expect(await detailOf(response)).toMatchObject([{ loc }]);
    expect(await listRecordings(service, session)).toEqual([]);
  });

  test.each(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])(
    "are rejected for a start at %s, which can't be stored exactly",
    async (started_at) => {
      const session = await sessionWith(squareWave());
      const response = await patch(session, "call.wav", { started_at });
      expect(response.status).toBe(422);
      expect(await detailOf(response)).toMatchObject([{ loc: ["body", "started_at"] }]);
    },
  );

  test("are rejected in a PATCH with other fields, or of an unknown recording", async () => {
    const session = await sessionWith(squareWave());
    const unknown = await patch(session, "call.wav", { name: "other" });
    expect(unknown.status).toBe(422);
    expect((await patch(session, "other.wav", {})).status).toBe(404);
    const mixed = await patch(session, "call.wav", { channels: "mixed" });
    expect(await detailOf(mixed)).toMatchObject([{ loc: ["body", "channels"] }]);
    expect((await patch(session, "call.wav", [])).status).toBe(422);
    const reader = await newKey(service, { scope: "read" });
    expect((await patch(session, "call.wav", {}, reader)).status).toBe(403);
    const other = await newOrganisation(service);
    expect((await patch(session, "call.wav", {}, other)).status).toBe(404);
  });
});

describe("the start and the channels are estimated from the transcript", () => {
  test("of a recording that began before the session", async () => {
    const random = randomOf(4);
    const conversation = makeConversation(random);
    const startMs = Date.parse(AT) - 2_345;
    const session = await newSession(service);
    await uploadRecording(service, session, "call.wav", conversationWav(conversation));
    const transcription = transcriptOf(conversation, startMs, random, { jitterMs: 100 });
    await service.call(`/api/v1/sessions/transcript/${session}`, {
      method: "PUT",
      headers: jsonWith(),
      body: JSON.stringify({ transcription, actions: [] }),
    });
    const [recording] = await analysed(session);
    expect(Math.abs(Date.parse(recording!.started_at!) - startMs)).toBeLessThan(200);
    expect(recording!.started_at_confidence).toBeGreaterThan(0.9);
    expect(recording!.channel_names).toEqual(["user", "agent"]);
    expect(recording!.channel_names_confidence).toBeGreaterThan(0.9);
  });
});

describe("the findings of a recording", () => {
  const random = randomOf(11);
  const conversation = makeConversation(random);
  const startMs = Date.parse(AT);
  const transcription = transcriptOf(conversation, startMs, random, { jitterMs: 100, missing: 0 });

  test.each([
    ["no fault", conversation, []],
    ["a drift of 10 %", drifted(conversation, 1.1), ["drift"]],
    ["three seconds of removed silence", withoutSilence(conversation, 3_000), ["gap"]],
    [
      "a dead channel",
      deadFrom(conversation, "agent", conversation.durationMs / 3),
      ["dead_channel"],
    ],
    ["an early end", cutAt(conversation, conversation.durationMs / 2), ["length"]],
  ])("with %s", async (_what, sound, kinds) => {
    const session = await newSession(service);
    await putSession(service, session, { duration: conversation.durationMs / 1_000 });
    await service.call(`/api/v1/sessions/transcript/${session}`, {
      method: "PUT",
      headers: jsonWith(),
      body: JSON.stringify({ transcription, actions: [] }),
    });
    const query = `?started_at=${AT}&channels=user,agent`;
    await uploadRecording(service, session, `call.wav${query}`, conversationWav(sound));
    await analysed(session);
    const facts = await getJson<AudioFactsWire>(`/api/v1/sessions/audio/${session}`);
    const found = facts.recordings[0]!.findings.map(({ kind }) => kind);
    if (kinds.length === 0) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining(kinds));
  });
});

describe("the waveform", () => {
  test("has the extremes of each pixel, in the binary format", async () => {
    const session = await sessionWith(squareWave());
    const response = await service.call(
      `${pathOf(session, "call.wav")}/waveform?samples_per_pixel=8000`,
    );
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("vary")).toContain("Accept");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.readInt32LE(0)).toBe(2);
    expect(bytes.readUInt32LE(4)).toBe(1);
    expect(bytes.readInt32LE(8)).toBe(8_000);
    expect(bytes.readInt32LE(12)).toBe(8_000);
    expect(bytes.readUInt32LE(16)).toBe(2);
    expect(bytes.readInt32LE(20)).toBe(2);
    expect([...new Int8Array(bytes.subarray(24))]).toEqual([0, 0, 0, 0, -64, 64, 0, 0]);
  });

  test("has the same values as JSON, and is not sent again for its entity tag", async () => {
    const session = await sessionWith(squareWave());
    const path = `${pathOf(session, "call.wav")}/waveform?samples_per_pixel=12000`;
    const headers = { accept: "application/json" };
    const response = await service.call(path, { headers });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      version: 2,
      channels: 2,
      sample_rate: 8_000,
      samples_per_pixel: 12_000,
      bits: 8,
      length: 2,
      data: [-64, 64, 0, 0, -64, 64, 0, 0],
    });
    const etag = response.headers.get("etag")!;
    const again = await service.call(path, { headers: { ...headers, "if-none-match": etag } });
    expect(again.status).toBe(304);
  });

  test("has the finest resolution by default, and no finer one", async () => {
    const session = await sessionWith(squareWave());
    const path = `${pathOf(session, "call.wav")}/waveform`;
    const headers = { accept: "application/json" };
    const { samples_per_pixel: finest } = await getJson<{ samples_per_pixel: number }>(path, {
      headers,
    });
    expect(finest).toBeLessThanOrEqual(32);
    const finer = await service.call(`${path}?samples_per_pixel=${finest - 1}`);
    expect(finer.status).toBe(422);
    expect(await detailOf(finer)).toMatchObject([{ loc: ["query", "samples_per_pixel"] }]);
    expect((await service.call(`${path}?samples_per_pixel=0`)).status).toBe(422);
  });

  test("has at most as many samples per pixel as its format can state", async () => {
    const session = await sessionWith(squareWave());
    const path = `${pathOf(session, "call.wav")}/waveform?samples_per_pixel=`;
    const coarsest = await service.call(`${path}${2 ** 31 - 1}`);
    expect(Buffer.from(await coarsest.arrayBuffer()).readInt32LE(12)).toBe(2 ** 31 - 1);
    expect((await service.call(`${path}${2 ** 31}`)).status).toBe(422);
  });
});

test("speech has the segments of each channel, by name", async () => {
  const conversation = makeConversation(randomOf(7), { turns: 6 });
  const query = "?channels=user,agent";
  const session = await sessionWith(conversationWav(conversation), "call.wav", query);
  const { channels } = await getJson<SpeechWire>(`${pathOf(session, "call.wav")}/speech`);
  expect(channels.map(({ name }) => name)).toEqual(["user", "agent"]);
  const talked = channels.map(({ segments }) =>
    segments.reduce((sum, { start_ms, end_ms }) => sum + end_ms - start_ms, 0),
  );
  for (const [index, speaker] of (["user", "agent"] as const).entries()) {
    const truth = conversation[speaker].reduce((sum, s) => sum + s.endMs - s.startMs, 0);
    expect(Math.abs(talked[index]! - truth) / truth).toBeLessThan(0.1);
  }
});

describe("audio that can't be analysed", () => {
  test("has no waveform, and a reason", async () => {
    const amr = Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(1_300, 0x3c)]);
    const session = await sessionWith(amr, "call.amr");
    expect(await listRecordings(service, session)).toMatchObject([
      { state: "ready", analysis: "unsupported", analysis_detail: expect.stringContaining("AMR") },
    ]);
    const response = await service.call(`${pathOf(session, "call.amr")}/waveform`);
    expect(response.status).toBe(404);
    expect(await detailOf(response)).toContain("AMR");
    const facts = await getJson<AudioFactsWire>(`/api/v1/sessions/audio/${session}`);
    expect(facts.recordings).toEqual([]);
  });

  test("is not found in other organisations or sessions", async () => {
    const session = await sessionWith(squareWave());
    const headers = { "syllable-api-key": await newOrganisation(service) };
    for (const path of [
      `${pathOf(session, "call.wav")}/waveform`,
      `${pathOf(session, "call.wav")}/speech`,
      `/api/v1/sessions/audio/${session}`,
    ]) {
      expect((await service.call(path, { headers })).status).toBe(404);
    }
    expect((await service.call(`${pathOf(session, "other")}/speech`)).status).toBe(404);
  });
});

describe("a recording as WAV", () => {
  const mulaw = Buffer.from(Array.from({ length: 4_001 }, (_, at) => (at * 37) % 256));
  const pcm = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 91) % 256));

  test.each([
    ["G.711", "call.wav", wavFile(mulaw, { tag: 7, bits: 8 }), 4_001 * 2],
    ["AIFF-C", "call.aiff", aiffFile(pcm, "sowt", 16), 4_000],
    ["64-bit floating point", "call.wav", wavFile(Buffer.alloc(800), { tag: 3, bits: 64 }), 200],
    ["16-bit PCM", "call.wav", wavFile(pcm), 4_000],
  ])("of %s has exact ranges", async (_what, name, bytes, dataBytes) => {
    const session = await sessionWith(bytes, name);
    const url = `${(await recordingUrls(service, session))[0]}&as=wav`;
    const whole = await fetch(url);
    expect(whole.headers.get("content-type")).toBe("audio/wav");
    const file = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get("content-length")).toBe(String(44 + dataBytes));
    expect(file.length).toBe(44 + dataBytes);
    expect(file.readUInt32LE(40)).toBe(dataBytes);
    for (let round = 0; round < 30; round++) {
      const start = randomInt(file.length);
      const end = start + randomInt(file.length - start);
      const range = `bytes=${start}-${end}`;
      const part = await fetch(url, { headers: { range } });
      expect(part.status, range).toBe(206);
      expect(part.headers.get("content-range")).toBe(`bytes ${start}-${end}/${file.length}`);
      const received = Buffer.from(await part.arrayBuffer());
      expect(received.equals(file.subarray(start, end + 1)), range).toBe(true);
    }
    // The plain URL still has the bytes of the upload.
    const plain = await fetch(url.replace("&as=wav", ""));
    expect(Buffer.from(await plain.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test("has the samples of 16-bit PCM unchanged", async () => {
    const session = await sessionWith(wavFile(pcm));
    const [url] = await recordingUrls(service, session);
    const file = Buffer.from(await (await fetch(`${url}&as=wav`)).arrayBuffer());
    expect(file.subarray(44).equals(pcm)).toBe(true);
  });

  test("is rejected for other encodings and other values", async () => {
    const amr = Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(1_300, 0x3c)]);
    const session = await sessionWith(amr, "call.amr");
    const [url] = await recordingUrls(service, session);
    expect((await fetch(`${url}&as=wav`)).status).toBe(404);
    expect((await fetch(`${url}&as=mp3`)).status).toBe(422);
  });
});
