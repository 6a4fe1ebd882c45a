/** Faults of synthesised calls are found in their recordings: decoded, heard and compared with the transcript. */
import { describe, expect, test } from "vitest";
import { encodeCall, missingEncoder } from "../../../../bench/lib/encoded-calls.mjs";
import { differences, FAULT_NAMES, faultCase } from "../../../../bench/lib/fault-cases.mjs";
import { missingSpeech, type SyntheticCall } from "../../../../bench/lib/synthetic-calls.mjs";
import { onlyIf } from "../../../../tests/support/missing-parts.js";
import { analyse } from "../../src/recordings/analysis/analyse.js";
import { describeAudio, placeOnAxis } from "../../src/recordings/analysis/audio-tasks.js";

const missing = missingSpeech() ?? missingEncoder();
const FORMATS = ["MP3 of 8 kHz", "WAV of G.711 µ-law", "Ogg Opus"];
const OPTIONS = { noise: { kind: "pink", dbfs: -55 }, crosstalkDb: -30 } as const;

/** Its first channel is the agent's. */
const SEED = 7101;

describe("a recording with", onlyIf(!missing, missing ?? ""), () => {
  const cases = FAULT_NAMES.map(
    (fault, index) => [fault, FORMATS[index % FORMATS.length]!] as const,
  );

  test.each(cases)(
    "%s, %s, has exactly its findings",
    { timeout: 60_000 },
    async (fault, format) => {
      const encode = (call: SyntheticCall) => encodeCall(call, format);
      const { bytes, session, expected } = faultCase(fault, SEED, OPTIONS, encode);
      expect(differences(await measure(bytes, session), expected)).toEqual([]);
    },
  );
});

/** Measures a recording of which the client stated nothing. */
async function measure(
  bytes: Buffer,
  { startMs, durationMs, transcription }: ReturnType<typeof faultCase>["session"],
) {
  const copy = async (target: Uint8Array, position: number) => bytes.copy(target, 0, position);
  const result = await analyse({ size: bytes.length, copy }, { name: "call", type: undefined });
  if (!("audio" in result)) throw new Error(result.analysisDetail ?? "no audio");
  const session = {
    startMs,
    durationMs,
    transcript: Buffer.from(JSON.stringify({ transcription })),
  };
  const recording = { name: "call", stated: {}, audio: JSON.stringify(result.audio) };
  const placement = placeOnAxis({ session, recording });
  const facts = describeAudio({
    sessionId: "1",
    session,
    recordings: [{ ...recording, placement }],
  });
  const { recordings } = JSON.parse(Buffer.from(facts).toString());
  return { facts: recordings[0], placement };
}
