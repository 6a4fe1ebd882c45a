import { createHash } from "node:crypto";
import type { SyllableSDK } from "syllable-sdk";
import type { Session } from "syllable-sdk/models/components";
import { SessionProperties } from "syllable-sdk/models/components";
import { asModel, realInput } from "syllable-test-support/real-input";
import { bytesOf, sdkFor } from "syllable-test-support/sdk";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const input = realInput();
const sessionOf = new Map(input.sessions.map((session) => [session.session_id, session]));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const service = withService();
let sdk: SyllableSDK;
beforeAll(() => {
  sdk = sdkFor(service);
});

const includingTests = (filters: [SessionProperties, string][]) => ({
  searchFields: [SessionProperties.IsTest, ...filters.map(([field]) => field)],
  searchFieldValues: ["true", ...filters.map(([, value]) => value)],
});

async function listAll(request: Parameters<SyllableSDK["sessions"]["list"]>[0]) {
  const found: Session[] = [];
  for (let page = 0; ; page++) {
    const response = await sdk.sessions.list({ ...request, page });
    found.push(...response.items);
    if (response.items.length === 0) return { found, totalCount: response.totalCount };
  }
}

describe(`${input.sessions.length} sessions and ${input.recordings.length} recordings of the ${input.source}`, () => {
  test("are imported, with a result for each", async () => {
    const body = input.sessions.map((session) => `${JSON.stringify(session)}\n`).join("");
    const response = await service.call("/api/v1/sessions/import", { method: "POST", body });
    const results = (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(results).toEqual(
      input.sessions.map(({ session_id }, index) => ({
        line: index + 1,
        status: "created",
        session_id,
      })),
    );
  });

  test("are listed page by page, complete and newest first", async () => {
    const { found, totalCount } = await listAll({ limit: 37, ...includingTests([]) });
    expect(totalCount).toBe(input.sessions.length);
    expect(new Set(found.map(({ sessionId }) => sessionId)).size).toBe(input.sessions.length);
    for (const session of found)
      expect(session).toEqual(asModel(sessionOf.get(session.sessionId!)!));
    const times = found.map(({ timestamp }) => +timestamp);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  test("are found by id", async () => {
    for (const session of input.sessions) {
      const found = await sdk.sessions.getById({ sessionId: session.session_id as string });
      expect(found).toEqual(asModel(session));
    }
  });

  test.each([
    SessionProperties.AgentName,
    SessionProperties.ConversationId,
    SessionProperties.Target,
    SessionProperties.ChannelManagerType,
  ])("are found by %s, and no others", async (property) => {
    for (const value of new Set(input.sessions.map((session) => String(session[property])))) {
      const expected = input.sessions.filter((session) =>
        property === SessionProperties.AgentName || property === SessionProperties.Target
          ? String(session[property]).toLowerCase().includes(value.toLowerCase())
          : session[property] === value,
      );
      const { found, totalCount } = await listAll({
        limit: 100,
        ...includingTests([[property, value]]),
      });
      expect(totalCount).toBe(expected.length);
      expect(found.map(({ sessionId }) => sessionId).sort()).toEqual(
        expected.map(({ session_id }) => session_id).sort(),
      );
    }
  });

  test("accept their recordings", async () => {
    for (const { sessionId, name, type, bytes } of input.recordings) {
      const response = await service.call(`/api/v1/sessions/recording/${sessionId}/${name}`, {
        method: "PUT",
        headers: { "content-type": type, "x-content-sha256": sha256(bytes) },
        body: new Uint8Array(bytes),
      });
      expect(response.status).toBe(201);
      const recording = await response.json();
      expect(recording).toMatchObject({ name, type, bytes: bytes.length, sha256: sha256(bytes) });
      expect(recording.seconds).toBeGreaterThan(1);
      expect([1, 2]).toContain(recording.channels);
    }
  });

  test("return every recording, complete and in ranges, to the SDK and to a browser", async () => {
    for (const sessionId of new Set(input.recordings.map((recording) => recording.sessionId))) {
      const { recordings: urls } = await sdk.sessions.generateSessionRecordingUrls({ sessionId });
      const expected = input.recordings
        .filter((recording) => recording.sessionId === sessionId)
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      expect(urls).toHaveLength(expected.length);
      for (const [index, { bytes, type }] of expected.entries()) {
        const url = urls![index]!;
        const token = new URL(url).searchParams.get("token")!;

        const streamed = await bytesOf(await sdk.sessions.sessionRecordingStream({ token }));
        expect(sha256(streamed)).toBe(sha256(bytes));

        const forSdk = await fetch(url, { headers: { accept: "application/octet-stream" } });
        expect(forSdk.headers.get("content-type")).toBe("application/octet-stream");
        expect(sha256(new Uint8Array(await forSdk.arrayBuffer()))).toBe(sha256(bytes));

        const pieces: Uint8Array[] = [];
        const size = Math.ceil(bytes.length / 3);
        for (let start = 0; start < bytes.length; start += size) {
          const piece = await fetch(url, {
            headers: { range: `bytes=${start}-${start + size - 1}` },
          });
          expect(piece.status).toBe(206);
          expect(piece.headers.get("content-type")).toBe(type);
          pieces.push(new Uint8Array(await piece.arrayBuffer()));
        }
        expect(sha256(Buffer.concat(pieces))).toBe(sha256(bytes));
      }
    }
  });
});
