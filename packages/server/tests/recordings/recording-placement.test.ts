/** Where recordings lie on the time axis of their session, and who is heard on their channels. */
import type { AudioFactsWire } from "syllable-contract";
import { makeConversation, randomOf, transcriptOf } from "syllable-test-support/conversation";
import { newKey, newOrganisation } from "syllable-test-support/organisation";
import {
  analysedRecordings,
  detailOf,
  listRecordings,
  newSession,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { AT, jsonWith } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { getJson, recordingPath, sessionWith, squareWave } from "./analysed-session.js";
import { conversationWav } from "./conversation-wav.js";

const service = withService({ analysis: "on" });

const patch = (session: string, name: string, body: unknown, key?: string) =>
  service.call(recordingPath(session, name), {
    method: "PATCH",
    headers: jsonWith(key),
    body: JSON.stringify(body),
  });

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
    expect(await analysedRecordings(service, session)).toMatchObject([
      { ...stated, analysis: "ready" },
    ]);
  });

  test("default to the start of the session, and to unknown channels", async () => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, "call.wav", squareWave());
    const expected = { started_at: AT, started_at_estimated: true, started_at_confidence: 0 };
    expect(await response.json()).toMatchObject(expected);
    const [recording] = await analysedRecordings(service, session);
    expect(Date.parse(recording!.started_at!)).toBe(Date.parse(AT));
    expect(recording).toMatchObject({
      started_at_estimated: true,
      started_at_confidence: 0,
      channel_names: ["channel_1", "channel_2"],
      channel_names_estimated: true,
    });
  });

  test("are changed by PATCH, and estimated again after null", async () => {
    const session = await sessionWith(service, squareWave());
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
    const facts = await getJson<AudioFactsWire>(service, `/api/v1/sessions/audio/${session}`);
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
      const session = await sessionWith(service, squareWave());
      const response = await patch(session, "call.wav", { started_at });
      expect(response.status).toBe(422);
      expect(await detailOf(response)).toMatchObject([{ loc: ["body", "started_at"] }]);
    },
  );

  test("are rejected in a PATCH with other fields, or of an unknown recording", async () => {
    const session = await sessionWith(service, squareWave());
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
    const [recording] = await analysedRecordings(service, session);
    expect(Math.abs(Date.parse(recording!.started_at!) - startMs)).toBeLessThan(200);
    expect(recording!.started_at_confidence).toBeGreaterThan(0.9);
    expect(recording!.channel_names).toEqual(["user", "agent"]);
    expect(recording!.channel_names_confidence).toBeGreaterThan(0.9);
  });
});
