/** What the service finds in recordings. */
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
import { newOrganisation } from "syllable-test-support/organisation";
import {
  analysedRecordings,
  detailOf,
  listRecordings,
  newSession,
  uploadRecording,
} from "syllable-test-support/recordings";
import { AT, jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { getJson, recordingPath, sessionWith, squareWave } from "./analysed-session.js";
import { conversationWav } from "./conversation-wav.js";

const service = withService({ analysis: "on" });

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
    await analysedRecordings(service, session);
    const facts = await getJson<AudioFactsWire>(service, `/api/v1/sessions/audio/${session}`);
    const found = facts.recordings[0]!.findings.map(({ kind }) => kind);
    if (kinds.length === 0) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining(kinds));
  });
});

describe("the waveform", () => {
  test("has the extremes of each pixel, in the binary format", async () => {
    const session = await sessionWith(service, squareWave());
    const response = await service.call(
      `${recordingPath(session, "call.wav")}/waveform?samples_per_pixel=8000`,
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
    const session = await sessionWith(service, squareWave());
    const path = `${recordingPath(session, "call.wav")}/waveform?samples_per_pixel=12000`;
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
    const session = await sessionWith(service, squareWave());
    const path = `${recordingPath(session, "call.wav")}/waveform`;
    const headers = { accept: "application/json" };
    const { samples_per_pixel: finest } = await getJson<{ samples_per_pixel: number }>(
      service,
      path,
      {
        headers,
      },
    );
    expect(finest).toBeLessThanOrEqual(32);
    const finer = await service.call(`${path}?samples_per_pixel=${finest - 1}`);
    expect(finer.status).toBe(422);
    expect(await detailOf(finer)).toMatchObject([{ loc: ["query", "samples_per_pixel"] }]);
    expect((await service.call(`${path}?samples_per_pixel=0`)).status).toBe(422);
  });

  test("has at most as many samples per pixel as its format can state", async () => {
    const session = await sessionWith(service, squareWave());
    const path = `${recordingPath(session, "call.wav")}/waveform?samples_per_pixel=`;
    const coarsest = await service.call(`${path}${2 ** 31 - 1}`);
    expect(Buffer.from(await coarsest.arrayBuffer()).readInt32LE(12)).toBe(2 ** 31 - 1);
    expect((await service.call(`${path}${2 ** 31}`)).status).toBe(422);
  });
});

test("speech has the segments of each channel, by name", async () => {
  const conversation = makeConversation(randomOf(7), { turns: 6 });
  const query = "?channels=user,agent";
  const session = await sessionWith(service, conversationWav(conversation), "call.wav", query);
  const { channels } = await getJson<SpeechWire>(
    service,
    `${recordingPath(session, "call.wav")}/speech`,
  );
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
    const session = await sessionWith(service, amr, "call.amr");
    expect(await listRecordings(service, session)).toMatchObject([
      { state: "ready", analysis: "unsupported", analysis_detail: expect.stringContaining("AMR") },
    ]);
    const response = await service.call(`${recordingPath(session, "call.amr")}/waveform`);
    expect(response.status).toBe(404);
    expect(await detailOf(response)).toContain("AMR");
    const facts = await getJson<AudioFactsWire>(service, `/api/v1/sessions/audio/${session}`);
    expect(facts.recordings).toEqual([]);
  });

  test("is not found in other organisations or sessions", async () => {
    const session = await sessionWith(service, squareWave());
    const headers = { "syllable-api-key": await newOrganisation(service) };
    for (const path of [
      `${recordingPath(session, "call.wav")}/waveform`,
      `${recordingPath(session, "call.wav")}/speech`,
      `/api/v1/sessions/audio/${session}`,
    ]) {
      expect((await service.call(path, { headers })).status).toBe(404);
    }
    expect((await service.call(`${recordingPath(session, "other")}/speech`)).status).toBe(404);
  });
});
