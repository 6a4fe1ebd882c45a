/** The facts of files of all formats are those of a decoder, or null. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onlyIf, reportMissing } from "syllable-test-support/missing-parts";
import { tempFolder } from "syllable-test-support/temp-folder";
import { describe, expect, test } from "vitest";
import { decoded, factsOfBytes, ffmpegProblem, made, make } from "./audio-cases.js";

const CASES = new URL("../../../../../shared/data/audio-cases/", import.meta.url).pathname;
const hasCases = existsSync(CASES);
const problem = ffmpegProblem();
if (problem) reportMissing("ffmpeg", problem);

interface Expected {
  readonly type: string;
  readonly seconds: number;
  readonly channels: number;
}
const expected: Record<string, Expected> = hasCases
  ? JSON.parse(readFileSync(join(CASES, "expected.json"), "utf8"))
  : {};

const LOSSY = /\.(mp3|aac|m4a|ac3|ogg|webm|mka|gsm|g722)$/;
/** Encoders of lossy formats pad. */
const toleranceOf = (name: string): number => (LOSSY.test(name) ? 0.06 : 0.005);

const comparable = (type: string | undefined) => type?.replaceAll(" ", "").split(";").sort();

describe("a stored file", onlyIf(hasCases, "no audio cases next to the repository"), () => {
  test.each(Object.entries(expected))("%s has the expected facts", async (name, facts) => {
    const found = await factsOfBytes(readFileSync(join(CASES, name)), name);
    expect(found).toMatchObject({ analysis: "ready", channels: facts.channels });
    expect(Math.abs(found.seconds! - facts.seconds)).toBeLessThanOrEqual(toleranceOf(name));
    expect(comparable(found.type)).toEqual(comparable(facts.type));
  });

  test.each(Object.keys(expected).filter((name) => name.startsWith("raw.")))(
    "%s has no facts without its extension, and those of its declared type",
    async (name) => {
      const bytes = readFileSync(join(CASES, name));
      const unknown = { analysis: "unsupported", seconds: null, channels: null };
      expect(await factsOfBytes(bytes)).toMatchObject(unknown);
      expect(await factsOfBytes(bytes, "call", "audio/mpeg")).toMatchObject(unknown);
      const { type, seconds, channels } = expected[name]!;
      const found = await factsOfBytes(bytes, "call", type);
      expect(found).toMatchObject({ channels, type });
      expect(found.seconds).toBeCloseTo(seconds, 2);
    },
  );

  test.each(Object.keys(expected).filter((name) => !name.startsWith("raw.")))(
    "%s has the same facts if another type is declared",
    async (name) => {
      const bytes = readFileSync(join(CASES, name));
      const facts = await factsOfBytes(bytes);
      for (const type of ["audio/mpeg", "audio/PCMU", "audio/L16; channels=2; rate=16000"]) {
        expect(await factsOfBytes(bytes, "call.ulaw", type)).toEqual(facts);
      }
    },
  );
});

describe("a file made by ffmpeg", onlyIf(!problem, "ffmpeg is missing"), () => {
  const folder = tempFolder();

  test.each(Object.keys(made))("%s has the facts that ffmpeg decodes", async (name) => {
    const path = join(folder, name);
    make(name, path);
    const facts = await factsOfBytes(readFileSync(path));
    const { seconds, channels } = decoded(path);
    expect(facts).toMatchObject({ analysis: "ready", channels });
    expect(Math.abs(facts.seconds! - seconds)).toBeLessThanOrEqual(0.02);
    expect(facts.type).toMatch(/^video|\.mov$/.test(name) ? /^video\// : /^audio\//);
  });
});

describe(
  "bytes that are damaged",
  onlyIf(hasCases, "no audio cases next to the repository"),
  () => {
    /** A generator of numbers below a limit that repeats with its seed. */
    function randomNumbers(seed: number) {
      let state = seed;
      return (limit: number) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
      };
    }

    test.each(Object.keys(expected))("%s has possible facts or none", async (name) => {
      const whole = readFileSync(join(CASES, name));
      const random = randomNumbers(whole.length);
      for (let round = 0; round < 60; round++) {
        const bytes = Buffer.from(whole.subarray(0, 1 + random(whole.length)));
        // Most fields are near the start.
        const changed = round % 3 === 0 ? bytes.length : Math.min(bytes.length, 600);
        for (let flip = 0; flip < round % 8; flip++) bytes[random(changed)]! ^= 1 << random(8);
        const { seconds, channels, analysis, analysisDetail } = await factsOfBytes(bytes);
        if (seconds !== null) {
          expect(seconds).toBeGreaterThan(0);
          expect(seconds).toBeLessThanOrEqual(1e6);
          expect(seconds).toBe(Math.round(seconds * 1e6) / 1e6);
        }
        if (channels !== null)
          expect([channels, Number.isInteger(channels)]).toEqual([channels, true]);
        if (channels !== null) expect(channels).toBeGreaterThan(0);
        const isComplete = seconds !== null && channels !== null;
        expect([analysis === "ready", analysisDetail === null]).toEqual([isComplete, isComplete]);
      }
    });

    test("random bytes have no facts", async () => {
      const random = randomNumbers(7);
      for (let round = 0; round < 50; round++) {
        const bytes = Buffer.from(Array.from({ length: 20_000 }, () => random(256)));
        expect(await factsOfBytes(bytes)).toMatchObject({ seconds: null, channels: null });
      }
    });

    test.each([
      [
        "a PNG",
        Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), Buffer.alloc(99)]),
      ],
      ["a zip", Buffer.concat([Buffer.from("504b0304140000000000", "hex"), Buffer.alloc(99)])],
      ["HTML", Buffer.from("<!doctype html><title>Not found</title><p>Page not found")],
      ["only 0xff", Buffer.alloc(100_000, 0xff)],
      ["only zeros", Buffer.alloc(100_000)],
    ])("%s has no facts and no media type of audio", async (_what, bytes) => {
      const facts = await factsOfBytes(bytes, "call", "audio/mpeg");
      expect(facts).toMatchObject({ analysis: "unsupported", seconds: null, channels: null });
      expect(facts.type ?? "").not.toMatch(/^(audio|video)\//);
    });
  },
);
