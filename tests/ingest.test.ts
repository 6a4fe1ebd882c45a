import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { SyllableSDK } from "syllable-sdk";
import type { ImportResult, Session } from "syllable-sdk/models/components";
import { HTTPValidationError, SDKError, SDKValidationError } from "syllable-sdk/models/errors";
import { dialogues } from "syllable-test-support/dialogues";
import { eventually } from "syllable-test-support/eventually";
import { bytesOf, sdkFor } from "syllable-test-support/sdk";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
let sdk: SyllableSDK;
beforeAll(() => {
  sdk = sdkFor(service);
});

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 50_000) {
    yield bytes.subarray(start, start + 50_000);
  }
}

const noon = new Date("2026-03-01T12:00:00Z");

describe("ingest", () => {
  test("puts, creates and deletes sessions", async () => {
    const session = { sessionId: "5", timestamp: noon, agentName: "Front desk", isTest: false };
    expect(await sdk.ingest.putSession(session)).toEqual(session);
    expect(await sdk.sessions.getById({ sessionId: "5" })).toEqual(session);
    const created = await sdk.ingest.createSession({ timestamp: noon, duration: 1.5 });
    expect(created).toEqual({
      timestamp: noon,
      duration: 1.5,
      sessionId: expect.stringMatching(/^\d+$/),
    });
    expect(await sdk.ingest.deleteSession({ sessionId: created.sessionId! })).toBeUndefined();
    await expect(sdk.sessions.getById({ sessionId: created.sessionId! })).rejects.toThrow(SDKError);
  });

  test("imports sessions from an iterable, and reads the iterable only as fast as the results are read", async () => {
    let read = 0;
    async function* sessions(): AsyncGenerator<Session> {
      for (; read < 20_000; read++) {
        yield {
          timestamp: noon,
          sessionId: String(10_000 + read),
          conversationId: "c".repeat(200),
        };
      }
    }
    const results: ImportResult[] = [];
    let maxAhead = 0;
    for await (const result of sdk.ingest.importSessions(sessions())) {
      results.push(result);
      maxAhead = Math.max(maxAhead, read - results.length);
    }
    expect(results).toHaveLength(20_000);
    expect(
      results.every(({ line, status }, index) => line === index + 1 && status === "created"),
    ).toBe(true);
    expect(maxAhead).toBeLessThan(5_000);
    const { totalCount } = await sdk.sessions.list({
      searchFields: ["conversation_id"],
      searchFieldValues: ["c".repeat(200)],
    });
    expect(totalCount).toBe(20_000);
  });

  test("stores the sessions before an invalid session, and reports its number", async () => {
    const sessions = [
      { timestamp: noon, sessionId: "6" },
      { timestamp: "noon" } as unknown as Session,
    ];
    const results: ImportResult[] = [];
    const importing = (async () => {
      for await (const result of sdk.ingest.importSessions(sessions)) results.push(result);
    })();
    await expect(importing).rejects.toThrow(SDKValidationError);
    await expect(importing).rejects.toThrow(/session 2: timestamp/);
    expect(results).toEqual([{ line: 1, status: "created", sessionId: "6" }]);
  });

  test.each([
    ["bytes", (bytes: Uint8Array<ArrayBuffer>) => bytes],
    ["a Blob", (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: "audio/wav" })],
    ["a stream", (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream()],
    ["a Node stream", (bytes: Uint8Array<ArrayBuffer>) => Readable.from(chunksOf(bytes))],
    ["an async iterable", chunksOf],
  ])("uploads a recording from %s", async (_what, from) => {
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const upload = { sessionId: "5", name: "call.wav", type: "audio/wav", sha256 };
    const recording = await sdk.ingest.uploadRecording({ ...upload, body: from(bytes) });
    expect(recording).toMatchObject({
      name: "call.wav",
      state: "ready",
      bytes: bytes.length,
      sha256,
    });
    const { recordings } = await sdk.sessions.generateSessionRecordingUrls({ sessionId: "5" });
    const token = new URL(recordings![0]!).searchParams.get("token")!;
    const streamed = await bytesOf(await sdk.sessions.sessionRecordingStream({ token }));
    expect(streamed.equals(bytes)).toBe(true);
    const wrong = { ...upload, sha256: "0".repeat(64), body: from(bytes) };
    await expect(sdk.ingest.uploadRecording(wrong)).rejects.toThrow(HTTPValidationError);
  });

  test.each([undefined, null, 5, {}, [1, 2], new FormData()])(
    "rejects a body that is not a recording: %s",
    async (body) => {
      const upload = { sessionId: "5", name: "none.wav", body: body as unknown as Blob };
      const uploading = sdk.ingest.uploadRecording(upload);
      await expect(uploading).rejects.toThrow(SDKValidationError);
      await expect(uploading).rejects.toThrow("body: expected bytes, a Blob or a stream");
    },
  );

  test("destroys the stream of a failed upload", async () => {
    const body = Readable.from(chunksOf(new Uint8Array(2 ** 23)));
    const upload = { sessionId: "no such session", name: "call.wav", body };
    await expect(sdk.ingest.uploadRecording(upload)).rejects.toThrow(SDKError);
    await eventually(() => expect(body.destroyed).toBe(true));
  });

  test("labels sessions", async () => {
    const label = {
      sessionId: 5,
      type: "human-rating",
      code: "GOOD",
      userEmail: "ana@example.com",
    } as const;
    const created = await sdk.sessionLabels.create(label);
    expect(await sdk.sessionLabels.getById({ sessionLabelId: created.id })).toEqual(created);
    expect(await sdk.sessionLabels.list({})).toMatchObject({ items: [created], totalCount: 1 });
    const { sessionLabelId } = await sdk.sessions.getById({ sessionId: "5" });
    expect(sessionLabelId).toBe(String(created.id));
  });
});

describe(`the parts of ${dialogues.length} real sessions`, () => {
  test("are returned as they were put, and the timeline has each tool call once, in order", async () => {
    for (const { sessionId, start, transcription, actions, latency } of dialogues) {
      await sdk.ingest.putSession({ sessionId, timestamp: start });
      await sdk.ingest.putTranscript({ sessionId, transcription, actions });
      await sdk.ingest.putLatency({ sessionId, timeline: latency });

      const transcript = await sdk.sessions.transcript.getById({ sessionId });
      expect(transcript).toEqual({ sessionId, transcription, actions });

      const { events, sessionStart } = await sdk.sessions.timeline.getById({ sessionId });
      expect(sessionStart).toEqual(start);
      const times = events.map(({ timestamp }) => +timestamp);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      const turns = events.filter(({ kind }) => kind === "transcript");
      expect(turns.map(({ turnIndex, text }) => [turnIndex, text])).toEqual(
        transcription.map(({ text }, index) => [index, text]),
      );
      const calls = events.filter(({ kind }) => kind === "tool");
      expect(calls.map(({ toolRequest }) => toolRequest)).toEqual(
        actions.map(({ toolRequest }) => toolRequest),
      );
      expect(events).toHaveLength(transcription.length + actions.length);

      const { summary } = await sdk.sessions.latency.getById({ sessionId });
      const categories = summary!.filter(({ subCategory }) => !subCategory);
      expect(categories.map(({ eventCount }) => eventCount)).toEqual(
        actions.length ? [actions.length] : [],
      );
    }
  });
});
