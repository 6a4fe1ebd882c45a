/** Files that are made to harm a parser are stored like others, and harm nothing. */
import { setTimeout as wait } from "node:timers/promises";
import { hostileAudio } from "syllable-test-support/hostile-audio";
import {
  analysedRecordings,
  bytesOf,
  newSession,
  uploadRecording,
} from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

/** Much longer than a request takes, and shorter than a parser would block the service. */
const LATE_MS = 4_000;
const UPLOAD_MS = 30_000;

const service = withService({ analysis: "on" });

/** The longest response time of the service during the work, in milliseconds. */
async function slowestResponse(work: Promise<unknown>): Promise<number> {
  let done = false;
  const ended = () => {
    done = true;
  };
  work.then(ended, ended);
  let slowest = 0;
  while (!done) {
    const sentAt = performance.now();
    await (await fetch(`${service.url}/healthz`)).text();
    slowest = Math.max(slowest, performance.now() - sentAt);
    await wait(20);
  }
  return slowest;
}

describe("a service that receives", () => {
  test.each(hostileAudio)(
    "%s responds, stores it and stays available",
    async (_what, type, file) => {
      const session = await newSession(service);
      const headers = { "content-type": type };
      const started = performance.now();
      const upload = uploadRecording(service, session, "call", file, headers);
      expect(await slowestResponse(upload)).toBeLessThan(LATE_MS);
      const response = await upload;
      expect(performance.now() - started).toBeLessThan(UPLOAD_MS);
      expect(response.status).toBe(201);
      const [stored] = await analysedRecordings(service, session);
      expect(stored).toMatchObject({
        type,
        bytes: file.length,
        analysis: expect.stringMatching(/^(unsupported|failed)$/),
        analysis_detail: expect.any(String),
      });
      expect((await bytesOf(service, session))[0]!.equals(file)).toBe(true);
    },
  );
});
