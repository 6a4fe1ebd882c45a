/** Recordings decode to the same samples as with ffmpeg, and their damaged copies to samples or an error. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onlyIf, reportMissing } from "syllable-test-support/missing-parts";
import { tempFolder } from "syllable-test-support/temp-folder";
import { describe, expect, test } from "vitest";
import {
  DamagedAudioError,
  UnsupportedAudioError,
} from "../../src/recordings/analysis/decode/errors.js";
import { readFrames } from "../../src/recordings/analysis/decode/fixed-ratio.js";
import { findSource } from "../../src/recordings/analysis/decode/source.js";
import { ffmpegProblem, made, make, run } from "./audio-cases.js";
import { type Decoded, decodeBytes, readerOf } from "./decoded.js";

const DATA = new URL("../../../../../shared/data/", import.meta.url).pathname;
const CASES = join(DATA, "audio-cases");
const CALLS = join(DATA, "audio");
const hasData = existsSync(CASES) && existsSync(CALLS);
const problem = ffmpegProblem();
if (problem) reportMissing("ffmpeg", problem);

interface Expected {
  readonly seconds: number;
  readonly channels: number;
}
const expected: Record<string, Expected> = hasData
  ? JSON.parse(readFileSync(join(CASES, "expected.json"), "utf8"))
  : {};
const UNSUPPORTED = /\.(aac|m4a|ac3|g722)$/;
const decodable = Object.keys(expected).filter((name) => !UNSUPPORTED.test(name));

describe("a stored file", onlyIf(hasData, "no audio next to the repository"), () => {
  test.each(decodable)("%s has the expected seconds and channels", async (name) => {
    const { seconds, channels, cut } = await decodeBytes(readFileSync(join(CASES, name)), name);
    const facts = expected[name]!;
    expect(channels).toHaveLength(facts.channels);
    // The header of the second stream of chained.ogg also says how many samples to skip.
    expect(Math.abs(seconds - facts.seconds)).toBeLessThanOrEqual(0.007);
    expect(cut).toBe(
      name === "truncated.mp3" ? "the header states 106 frames, but the file has 52" : undefined,
    );
  });

  test.each([
    ["aac.aac", "AAC can't be decoded"],
    ["aac-isom.m4a", "AAC in MP4 can't be decoded"],
    ["aac-mono.m4a", "AAC in MP4 can't be decoded"],
    ["ac3.ac3", "AC-3 can't be decoded"],
    ["raw.g722", "audio/G722 can't be decoded"],
  ])("%s is not supported: %s", async (name, reason) => {
    const decoding = decodeBytes(readFileSync(join(CASES, name)), name);
    await expect(decoding).rejects.toThrow(UnsupportedAudioError);
    await expect(decoding).rejects.toThrow(reason);
  });

  test.each(
    ["auto-repairs-40-first60s-2ch-8k.wav", "gcp-brooklyn-bridge-44k.flac"].concat([
      "auto-repairs-40-60to180s-2ch-8k.mp3",
      "auto-repairs-40-full-2ch-opus.ogg",
    ]),
  )("%s that ends early is cut", async (name) => {
    const whole = readFileSync(join(CALLS, name));
    for (const share of [0.3, 0.7]) {
      const bytes = whole.subarray(0, Math.floor(whole.length * share));
      const { cut, seconds } = await decodeBytes(bytes, name);
      expect(cut).toEqual(expect.any(String));
      expect(seconds).toBeGreaterThan(0.1);
    }
  });
});

/** What ffmpeg decodes, interleaved. Its decoder of Opus differs from that of the codec's authors. */
function reference(path: string, isOpus: boolean): Float32Array {
  const decoder = isOpus ? ["-c:a", "libopus"] : [];
  const bytes = run(["-v", "error", ...decoder, "-i", path, "-map", "0:a:0", "-f", "f32le", "-"]);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function expectSamples({ channels }: Decoded, samples: Float32Array, tolerance: number): void {
  expect(channels[0]!.length * channels.length).toBe(samples.length);
  let distance = 0;
  for (const [channel, decoded] of channels.entries()) {
    for (let at = 0; at < decoded.length; at++) {
      const sample = Math.max(-1, Math.min(1, samples[at * channels.length + channel]!));
      distance = Math.max(distance, Math.abs(decoded[at]! - sample));
    }
  }
  expect(distance).toBeLessThanOrEqual(tolerance);
}

const calls = hasData
  ? readdirSync(CALLS).filter((name) => /\.(wav|mp3|ogg|flac)$/.test(name))
  : [];

describe("a recording of a call", onlyIf(!problem && hasData, "ffmpeg or audio is missing"), () => {
  test.each(calls)("%s decodes to the samples of ffmpeg", async (name) => {
    const path = join(CALLS, name);
    const decoded = await decodeBytes(readFileSync(path));
    expectSamples(decoded, reference(path, name.endsWith(".ogg")), 1e-4);
    expect(decoded.cut).toBeUndefined();
  });
});

/** Of the files that the audio facts are tested with, and further ones. */
const UNSUPPORTED_MADE = /\.(aac|m4a|mov|mp4|eac3)$|^(speex|alac|g726|opus\.caf)/;
/** The decoder of ffmpeg rounds the steps of IMA ADPCM differently, and continues packets of AIFF-C. */
const toleranceOf = (name: string): number => (name.startsWith("ima") ? 5e-3 : 5e-5);

describe("a file made by ffmpeg", onlyIf(!problem, "ffmpeg is missing"), () => {
  const folder = tempFolder();
  const files = Object.keys(made).filter((name) => !UNSUPPORTED_MADE.test(name));

  test.each(files)("%s decodes to the samples of ffmpeg", async (name) => {
    const path = join(folder, name);
    make(name, path);
    const decoded = await decodeBytes(readFileSync(path));
    expectSamples(decoded, reference(path, /opus|webm/.test(name)), toleranceOf(name));
    expect(decoded.cut).toBeUndefined();
  });

  const tone = ["-f", "lavfi", "-i", "sine=440:d=2.345:r=8000", "-ac", "2"];
  test.each([
    ["flac.mka", "flac"],
    ["float.mka", "pcm_f32le"],
    ["big-endian.mka", "pcm_s16be"],
    ["24-bit.mka", "pcm_s24le"],
    ["ulaw.mka", "pcm_mulaw"],
    ["surround.opus", "libopus", "-af", "aformat=channel_layouts=quad"],
    ["layer-1-and-2.mp2", "mp2", "-ar", "16000"],
  ])("%s decodes to the samples of ffmpeg", async (name, codec, ...options) => {
    const path = join(folder, name);
    run(["-v", "error", "-y", ...tone, ...options, "-c:a", codec, path]);
    const decoded = await decodeBytes(readFileSync(path));
    expectSamples(decoded, reference(path, codec === "libopus"), 5e-5);
  });

  test.each([
    ["gsm-of-35-s.wav", "wav", "gsm_ms"],
    ["gsm-of-35-s.gsm", "gsm", "gsm"],
  ])("%s can be decoded from any position", async (name, container, codec) => {
    const path = join(folder, name);
    const speech = ["-f", "lavfi", "-i", "anoisesrc=d=35:r=8000:c=pink:seed=1", "-ac", "1"];
    run(["-v", "error", "-y", ...speech, "-c:a", codec, "-f", container, path]);
    const bytes = readFileSync(path);
    const whole = await decodeBytes(bytes, name);
    expectSamples(whole, reference(path, false), 0.01);
    const source = await findSource(readerOf(bytes), { name, type: undefined });
    if (!("layout" in source)) throw new Error("the positions of the samples are not known");
    for (const start of [0, 12_345, 159_000, 279_000]) {
      const [range] = await readFrames(readerOf(bytes), source.layout, start, start + 2_000);
      expect(range).toEqual(whole.channels[0]!.slice(start, start + 2_000));
    }
  });
});

describe("damaged bytes", onlyIf(hasData, "no audio next to the repository"), () => {
  /** A generator of numbers below a limit that repeats with its seed. */
  function randomNumbers(seed: number) {
    let state = seed;
    return (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
  }

  test.each(Object.keys(expected))(
    "of %s decode to samples, or to an error that says why",
    async (name) => {
      const whole = readFileSync(join(CASES, name));
      const random = randomNumbers(whole.length);
      for (let round = 0; round < 30; round++) {
        const bytes = Buffer.from(whole.subarray(0, 1 + random(whole.length)));
        // Most fields are near the start.
        const changed = round % 3 === 0 ? bytes.length : Math.min(bytes.length, 600);
        for (let flip = 0; flip < round % 8; flip++) bytes[random(changed)]! ^= 1 << random(8);
        try {
          const { channels, seconds } = await decodeBytes(bytes, name);
          expect(seconds).toBeGreaterThan(0);
          expect(
            channels.flatMap((samples) => [...samples.filter((s) => !(Math.abs(s) <= 1))]),
          ).toEqual([]);
        } catch (error) {
          const isExplained =
            error instanceof UnsupportedAudioError || error instanceof DamagedAudioError;
          if (!isExplained) throw error;
        }
      }
    },
  );
});
