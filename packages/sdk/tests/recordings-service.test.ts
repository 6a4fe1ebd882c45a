/** Recordings and what was heard in them, with the real service. */
import { analysedRecordings, demoRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SyllableSDK } from "../src/sdk/sdk.js";

/** Two channels of 8 kHz, 43.4 s. The user is on the first. */
const CALL = demoRecording("100001/call.mp3");
const DURATION_MS = 43_437;
const timestamp = new Date("2026-01-31T09:00:00Z");
const startedAt = new Date("2026-01-31T09:00:01.250Z");

let service: TestService;
let sdk: SyllableSDK;
beforeAll(async () => {
  service = await startService({ analysis: "on" });
  sdk = new SyllableSDK({ serverURL: service.url, apiKeyHeader: ADMIN_KEY });
  for (const sessionId of ["1", "2"]) await sdk.ingest.putSession({ sessionId, timestamp });
});
afterAll(() => service?.remove());

describe("a call", () => {
  const call = { sessionId: "1", name: "call.mp3" };

  beforeAll(async () => {
    const stored = await sdk.ingest.uploadRecording({
      ...call,
      body: Uint8Array.from(CALL),
      type: "audio/mpeg",
      startedAt,
      channels: "user,agent",
    });
    expect(stored).toMatchObject({
      state: "ready",
      startedAt,
      startedAtEstimated: false,
      channelNames: ["user", "agent"],
      channelNamesEstimated: false,
      analysis: expect.stringMatching(/^(pending|ready)$/),
    });
    await analysedRecordings(service, "1");
  });

  test("is listed with its analysis", async () => {
    const { sessionId, items } = await sdk.sessions.recordings.list({ sessionId: "1" });
    expect(sessionId).toBe("1");
    expect(items).toMatchObject([{ name: "call.mp3", analysis: "ready", channels: 2, startedAt }]);
    expect(items[0]!.seconds).toBeCloseTo(DURATION_MS / 1_000, 2);
  });

  test("has a waveform of the requested resolution", async () => {
    const request = { ...call, samplesPerPixel: 8_000 };
    const { length, data, ...format } = await sdk.sessions.recordings.getWaveform(request);
    expect(format).toEqual({
      ...{ version: 2, channels: 2, bits: 8 },
      ...{ sampleRate: expect.any(Number), samplesPerPixel: 8_000 },
    });
    expect(length).toBe(Math.ceil((DURATION_MS / 1_000) * (format.sampleRate / 8_000)));
    expect(data).toHaveLength(4 * length);
    expect(Math.max(...data)).toBeGreaterThan(50);
    const finest = await sdk.sessions.recordings.getWaveform(call);
    expect(finest.samplesPerPixel).toBeLessThan(8_000);
    expect(finest.length).toBeGreaterThan(length);
  });

  test("has speech on both channels, in order of time", async () => {
    const { channels } = await sdk.sessions.recordings.getSpeech(call);
    expect(channels.map(({ name }) => name)).toEqual(["user", "agent"]);
    for (const { segments } of channels) {
      const times = segments.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      expect(times.length).toBeGreaterThan(4);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)).toBeLessThanOrEqual(DURATION_MS);
    }
  });

  test("has facts with places in the recording", async () => {
    const { sessionId, recordings } = await sdk.sessions.audio.getById({ sessionId: "1" });
    expect(sessionId).toBe("1");
    expect(recordings).toMatchObject([{ name: "call.mp3", startedAt, durationMs: DURATION_MS }]);
    const { channels, responseGaps, responseGap } = recordings[0]!;
    expect(channels.map(({ name }) => name)).toEqual(["user", "agent"]);
    const waits = responseGaps.filter(({ from }) => from === "user").map(({ gapMs }) => gapMs);
    expect(waits).toHaveLength(5);
    const { medianMs, p95Ms } = responseGap.userToAgent;
    expect(medianMs).toBeGreaterThan(Math.min(...waits));
    expect(p95Ms).toBeGreaterThan(medianMs!);
  });

  test("can be placed again, field by field", async () => {
    const later = new Date(+startedAt + 500);
    const moved = await sdk.sessions.recordings.update({ ...call, startedAt: later });
    expect(moved).toMatchObject({ startedAt: later, channelNames: ["user", "agent"] });
    const swapped = await sdk.sessions.recordings.update({ ...call, channels: "agent,user" });
    expect(swapped).toMatchObject({ startedAt: later, channelNames: ["agent", "user"] });
    const { recordings } = await sdk.sessions.audio.getById({ sessionId: "1" });
    expect(recordings[0]).toMatchObject({
      startedAt: later,
      channels: [{ name: "agent" }, { name: "user" }],
    });
  });
});

describe("a recording in G.711", () => {
  /** Silence, and the largest and the smallest value, in mu-law. */
  const codes = Buffer.from([0xff, 0x80, 0x00, 0xff]);
  const samples = [0, 32_124, -32_124, 0];
  let token: string;

  beforeAll(async () => {
    const body = Uint8Array.from(muLawFile(codes));
    // Without `startedAt` and `channels`.
    const request = { sessionId: "2", name: "call.wav", body, type: "audio/wav" };
    expect(await sdk.ingest.uploadRecording(request)).toMatchObject({
      startedAt: timestamp,
      startedAtEstimated: true,
    });
    await analysedRecordings(service, "2");
    const { recordings } = await sdk.sessions.generateSessionRecordingUrls({ sessionId: "2" });
    token = new URL(recordings![0]!).searchParams.get("token")!;
  });

  const read = async (as?: "wav", headers = {}) => {
    const stream = await sdk.sessions.sessionRecordingStream({ token, as }, { headers });
    return Buffer.from(await new Response(stream).arrayBuffer());
  };

  test("is streamed as it was uploaded", async () => {
    expect(await read()).toEqual(muLawFile(codes));
  });

  test("is streamed as a 16-bit WAV file, also in ranges", async () => {
    const wav = await read("wav");
    const found = samples.map((_, index) => wav.readInt16LE(wav.length - 8 + 2 * index));
    expect(wav.toString("latin1", 0, 4)).toBe("RIFF");
    expect(found).toEqual(samples);
    const from = wav.length - 5;
    expect(await read("wav", { range: `bytes=${from}-` })).toEqual(wav.subarray(from));
  });
});

describe("an error", () => {
  test.each([
    [
      "of the facts of a session that does not exist",
      404,
      () => sdk.sessions.audio.getById({ sessionId: "404" }),
    ],
    [
      "of the recordings of a session that does not exist",
      404,
      () => sdk.sessions.recordings.list({ sessionId: "404" }),
    ],
    [
      "of the speech in a recording that does not exist",
      404,
      () => sdk.sessions.recordings.getSpeech({ sessionId: "1", name: "no.mp3" }),
    ],
    [
      "of a waveform that is finer than the finest stored one",
      422,
      () =>
        sdk.sessions.recordings.getWaveform({
          sessionId: "1",
          name: "call.mp3",
          samplesPerPixel: 1,
        }),
    ],
  ])("%s has the status %i", async (_, statusCode, call) => {
    await expect(call()).rejects.toMatchObject({ statusCode });
  });

  test("of a recording that cannot be decoded names the reason", async () => {
    const recording = { sessionId: "2", name: "call.amr" };
    await sdk.ingest.uploadRecording({ ...recording, body: "#!AMR\n", type: "audio/amr" });
    await analysedRecordings(service, "2");
    const { items } = await sdk.sessions.recordings.list({ sessionId: "2" });
    const { analysis, analysisDetail } = items.find(({ name }) => name === "call.amr")!;
    expect(analysis).toBe("unsupported");
    const failure = sdk.sessions.recordings.getWaveform(recording);
    await expect(failure).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining(analysisDetail!),
    });
  });
});

/** A WAV file of one channel in mu-law. */
function muLawFile(codes: Buffer): Buffer {
  const header = Buffer.alloc(46);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(38 + codes.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 38, "latin1");
  header.writeUInt32LE(codes.length, 42);
  return Buffer.concat([header, codes]);
}
