import { createHash } from "node:crypto";
import { expectRecordingFiles, recordingFiles } from "syllable-test-support/data-folder";
import {
  demoRecording,
  detailOf,
  listRecordings,
  newSession,
  uploadRecording,
} from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const mp3 = demoRecording("100006/call.mp3");
const ogg = demoRecording("100017/message.ogg");

const service = withService();

describe("checksums", () => {
  const hash = (algorithm: string, encoding: "hex" | "base64", bytes = ogg) =>
    createHash(algorithm).update(bytes).digest(encoding);

  test.each<[string, string]>([
    ["x-content-sha256", hash("sha256", "hex")],
    ["content-md5", hash("md5", "base64")],
    ["digest", `sha-256=${hash("sha256", "base64")}`],
    ["digest", `MD5=${hash("md5", "base64")}`],
    ["content-digest", `sha-256=:${hash("sha256", "base64")}:`],
    ["repr-digest", `sha-256=:${hash("sha256", "base64")}:`],
  ])("that match are accepted: %s %s", async (header, value) => {
    const response = await uploadRecording(service, await newSession(service), "a", ogg, {
      [header]: value,
    });
    expect(response.status).toBe(201);
  });

  test.each<[string, string]>([
    ["x-content-sha256", hash("sha256", "hex", mp3)],
    ["x-content-sha256", "nonsense"],
    ["content-md5", hash("md5", "base64", mp3)],
    ["content-md5", hash("md5", "hex")],
    ["digest", `sha-256=${hash("sha256", "base64", mp3)}`],
    ["digest", `md5=${hash("md5", "base64", mp3)}`],
    ["content-digest", `sha-256=:${hash("sha256", "base64", mp3)}:`],
    ["repr-digest", `sha-256=:${hash("sha256", "base64", mp3)}:`],
  ])("that do not match leave the earlier recording: %s %s", async (header, value) => {
    const session = await newSession(service);
    await uploadRecording(service, session, "a", mp3);
    const [listed, files] = [
      await listRecordings(service, session),
      await recordingFiles(service.dataDir),
    ];
    const response = await uploadRecording(service, session, "a", ogg, { [header]: value });
    expect([response.status, await detailOf(response)]).toMatchObject([
      422,
      [{ loc: ["header", header] }],
    ]);
    expect(await listRecordings(service, session)).toEqual(listed);
    await expectRecordingFiles(service.dataDir, files);
  });
});
