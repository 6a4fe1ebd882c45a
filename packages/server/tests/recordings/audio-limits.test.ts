/** Files whose headers or positions mislead: the facts are those of a decoder, or null with the reason. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyIf, reportMissing } from "syllable-test-support/missing-parts";
import { tempFolder } from "syllable-test-support/temp-folder";
import { describe, expect, test } from "vitest";
import { decoded, factsOfBytes, ffmpegProblem, run } from "./audio-cases.js";

const problem = ffmpegProblem();
if (problem) reportMissing("ffmpeg", problem);

const tone = (rate: number, channels = 1) => [
  ...["-f", "lavfi", "-i", `sine=440:d=2.345:r=${rate}`],
  ...["-ac", `${channels}`],
];
const VIDEO = ["-f", "lavfi", "-i", "testsrc=d=4:s=64x64"];

describe("a file made by ffmpeg", onlyIf(!problem, "ffmpeg is missing"), () => {
  const folder = tempFolder();
  const make = (name: string, ...args: string[]): string => {
    const path = join(folder, name);
    run(["-v", "error", "-y", ...args, path]);
    return path;
  };
  async function expectFactsOf(path: string): Promise<void> {
    const facts = await factsOfBytes(readFileSync(path));
    const { seconds, channels } = decoded(path);
    expect(facts).toMatchObject({ analysis: "ready", channels });
    expect(Math.abs(facts.seconds! - seconds)).toBeLessThanOrEqual(0.02);
  }

  test.each([
    ["adpcm_ms", 8_000, 1],
    ["adpcm_ms", 11_025, 2],
    ["adpcm_ima_wav", 8_000, 1],
    ["adpcm_ima_wav", 11_025, 2],
  ])("WAV of %s at %i Hz with %i channels counts the incomplete block", async (codec, hertz, n) => {
    const path = make(`${codec}-${n}.wav`, ...tone(hertz, n), "-c:a", codec);
    const whole = readFileSync(path);
    for (const share of [0.5, 0.6, 0.7, 0.8]) {
      writeFileSync(path, whole.subarray(0, Math.floor(whole.length * share)));
      await expectFactsOf(path);
    }
  });

  test.each([
    ["wmav1", 16_000, 1],
    ["wmav1", 32_000, 2],
    ["wmav2", 22_050, 1],
    ["wmav2", 44_100, 2],
  ])("%s at %i Hz with %i channels plays one frame less than it has", async (codec, hertz, n) => {
    await expectFactsOf(make(`${codec}-${hertz}.wma`, ...tone(hertz, n), "-c:a", codec));
  });

  test("WMV does not state how long its audio plays", async () => {
    const path = make("long.wmv", ...VIDEO, ...tone(44_100), "-c:v", "wmv2", "-c:a", "wmav2");
    expect(await factsOfBytes(readFileSync(path))).toMatchObject({
      type: "video/x-ms-wmv",
      seconds: null,
      channels: 1,
      analysisDetail:
        "the header states the duration of the longest stream, which may not be the audio",
    });
  });

  test("Ogg Opus that was cut plays all its packets", async () => {
    const whole = make("whole.opus", ...tone(48_000), "-c:a", "libopus");
    await expectFactsOf(make("cut.opus", "-ss", "1", "-i", whole, "-c", "copy"));
  });

  test("Ogg Vorbis that was cut has an unknown start", async () => {
    const whole = make("whole.ogg", ...tone(48_000), "-c:a", "libvorbis");
    const path = make("cut.ogg", "-ss", "1", "-i", whole, "-c", "copy");
    expect(await factsOfBytes(readFileSync(path))).toMatchObject({
      seconds: null,
      channels: 1,
      analysisDetail: "the position of the first sample is unknown",
    });
  });

  test("FLAC files that follow each other have no duration", async () => {
    const bytes = readFileSync(make("one.flac", ...tone(48_000)));
    expect(await factsOfBytes(Buffer.concat([bytes, bytes]))).toMatchObject({
      seconds: null,
      channels: 1,
      analysisDetail: "several FLAC files follow each other",
    });
  });
});

test.each([
  ["NIST SPHERE", "NIST_1A\n   1024\n", "audio/x-nist"],
  ["TTA", "TTA1\x01\0\x02\0", "audio/x-tta"],
  ["DTS", "\x7f\xfe\x80\x01", "audio/vnd.dts"],
  ["SILK of WeChat", "\x02#!SILK_V3", "audio/silk"],
  ["EVS", "#!EVS_MC1.0\n", "audio/EVS"],
  ["IRCAM", "\x64\xa3\x01\0", "audio/x-ircam"],
])("%s is not audio without a header, whatever is declared", async (_what, start, type) => {
  const bytes = Buffer.concat([Buffer.from(start, "latin1"), Buffer.alloc(20_000, 0x81)]);
  for (const declared of ["audio/PCMU", "audio/L16; channels=2; rate=16000"]) {
    const facts = await factsOfBytes(bytes, "call.ulaw", declared);
    expect(facts).toMatchObject({ type, seconds: null, channels: null, analysis: "unsupported" });
  }
});

test("8SVX is not AIFF", async () => {
  const bytes = Buffer.concat([Buffer.from("FORM\0\0\x4e\x208SVXVHDR", "latin1"), Buffer.alloc(9)]);
  expect((await factsOfBytes(bytes)).type).toBeUndefined();
});
