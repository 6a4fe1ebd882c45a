import { describeWithEachDatabase } from "syllable-test-support/each-database";
import { eventually } from "syllable-test-support/eventually";
import { newKey } from "syllable-test-support/organisation";
import { demoRecording, uploadRecording } from "syllable-test-support/recordings";
import { putSession } from "syllable-test-support/sessions";
import { expect, test } from "vitest";
import { VERSION } from "../../src/version.js";

const ANALYSIS = { analysis: "on" } as const;

await describeWithEachDatabase(
  "the status",
  (service) => {
    const status = async (headers = {}) =>
      (await service.call("/api/v1/status", { headers })).json() as Promise<object>;

    test("has what is stored for the organisation", async () => {
      const empty = {
        version: VERSION,
        sessions: 0,
        recordings: 0,
        recording_bytes: 0,
        analyses: { pending: 0, failed: 0, unsupported: 0 },
      };
      expect(await status()).toEqual(empty);
      await putSession(service, "1");
      await putSession(service, "2", { is_test: true });
      const call = demoRecording("100017/message.ogg");
      await uploadRecording(service, "1", "call.ogg", call);
      const unknown = Buffer.from("RIFF");
      await uploadRecording(service, "1", "unknown", unknown, { "content-type": "audio/wav" });
      await eventually(
        async () =>
          expect(await status()).toEqual({
            ...empty,
            sessions: 2,
            recordings: 2,
            recording_bytes: call.length + unknown.length,
            analyses: { pending: 0, failed: 0, unsupported: 1 },
          }),
        60_000,
      );
      const other = await newKey(service, { organisation: "other", scope: "admin" });
      expect(await status({ "syllable-api-key": other })).toEqual(empty);
    });
  },
  ANALYSIS,
);
