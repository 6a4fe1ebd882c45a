import { rm, truncate } from "node:fs/promises";
import { recordingFiles } from "syllable-test-support/data-folder";
import {
  demoRecording,
  detailOf,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const audio = demoRecording("100017/message.ogg");

const service = withService();

/** Uploads a recording to a new session, and returns its URL. */
async function uploadTo(session: string): Promise<string> {
  await putSession(service, session);
  await uploadRecording(service, session, "call", audio);
  return (await recordingUrls(service, session))[0]!;
}

describe("a recording is not found", () => {
  const newestFile = async (before: string[]) =>
    (await recordingFiles(service.dataDir)).find((file) => !before.includes(file))!;

  test("after its session is deleted", async () => {
    const opened = await uploadTo("20");
    await service.call("/api/v1/sessions/20", { method: "DELETE" });
    const response = await fetch(opened);
    expect([response.status, await detailOf(response)]).toEqual([404, "recording call not found"]);
  });

  test.each<[string, string, (file: string) => Promise<void>]>([
    ["missing", "21", (file) => rm(file)],
    ["truncated", "22", (file) => truncate(file, 10)],
  ])("if its bytes are %s, for all bytes, for a range and for HEAD", async (_what, id, damage) => {
    const before = await recordingFiles(service.dataDir);
    const opened = await uploadTo(id);
    await damage(await newestFile(before));
    for (const init of [{}, { headers: { range: "bytes=0-5" } }, { method: "HEAD" }]) {
      const response = await fetch(opened, init);
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toBe("application/json");
      if (!("method" in init)) {
        expect(await detailOf(response)).toBe(
          "the bytes of recording call are missing; upload it again",
        );
      }
    }
  });
});

test("the URL of a replaced recording opens the new one", async () => {
  const opened = await uploadTo("23");
  const next = demoRecording("100006/call.mp3");
  await uploadRecording(service, "23", "call", next);
  const response = await fetch(opened);
  expect(response.headers.get("content-type")).toBe("audio/mpeg");
  expect(Buffer.from(await response.arrayBuffer()).equals(next)).toBe(true);
});
