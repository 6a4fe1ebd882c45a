/** Odd, damaged and hostile files: their analysis ends with a reason, and the recordings stay. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordingWire } from "syllable-contract";
import { childProcesses } from "syllable-test-support/child-processes";
import { eventually } from "syllable-test-support/eventually";
import { hostileAudio } from "syllable-test-support/hostile-audio";
import { onlyIf } from "syllable-test-support/missing-parts";
import {
  bytesOf,
  listRecordings,
  newSession,
  uploadRecording,
} from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { wavFile } from "./audio-files.js";

const CASES = new URL("../../../../../shared/data/audio-cases/", import.meta.url).pathname;
const hasCases = existsSync(CASES);
const ANALYSIS_MS = 60_000;

const service = withService({ analysis: "on" });

/** Uploads a file and returns its recording after the analysis. The recording has the bytes of the file. */
async function analysed(
  file: Buffer,
  type = "application/octet-stream",
  name = "call",
  during: () => void = () => undefined,
): Promise<RecordingWire> {
  const session = await newSession(service);
  const upload = await uploadRecording(service, session, name, file, { "content-type": type });
  expect(upload.status).toBe(201);
  const recording = await eventually(async () => {
    during();
    const [only] = await listRecordings(service, session);
    expect(only!.analysis).not.toBe("pending");
    return only!;
  }, ANALYSIS_MS);
  const [served] = await bytesOf(service, session);
  expect(Buffer.compare(served!, file), served!.subarray(0, 200).toString("latin1")).toBe(0);
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  return recording;
}

const timeout = { timeout: 2 * ANALYSIS_MS };

describe("a small file", { ...onlyIf(hasCases, `there is no ${CASES}`), ...timeout }, () => {
  const expected: Record<string, { type: string; seconds: number; channels: number }> = hasCases
    ? JSON.parse(readFileSync(join(CASES, "expected.json"), "utf8"))
    : {};
  const UNSUPPORTED: Record<string, string> = {
    "aac.aac": "AAC can't be decoded",
    "aac-isom.m4a": "AAC in MP4 can't be decoded",
    "aac-mono.m4a": "AAC in MP4 can't be decoded",
    "ac3.ac3": "AC-3 can't be decoded",
    "raw.g722": "audio/G722 can't be decoded",
  };
  const CUT: Record<string, string> = {
    "truncated.mp3": "the audio is cut: the header states 106 frames, but the file has 52",
  };
  const names = hasCases ? readdirSync(CASES).filter((name) => name in expected) : [];

  test.each(names)("%s is analysed, or its codec is not supported", async (name) => {
    const recording = await analysed(readFileSync(join(CASES, name)), undefined, name);
    const reason = UNSUPPORTED[name];
    if (reason !== undefined) {
      expect(recording).toMatchObject({ analysis: "unsupported", analysis_detail: reason });
      return;
    }
    const { seconds, channels } = expected[name]!;
    expect(recording).toMatchObject({ analysis: "ready", channels });
    expect(recording.analysis_detail).toBe(CUT[name]);
    expect(Math.abs(recording.seconds! - seconds)).toBeLessThanOrEqual(0.007);
  });
});

describe("a file that is made to harm a decoder", timeout, () => {
  test.each(hostileAudio)("%s ends with a reason", async (_what, type, file) => {
    expect(await analysed(file, type)).toMatchObject({
      analysis: expect.stringMatching(/^(unsupported|failed)$/),
      analysis_detail: expect.stringMatching(/^[a-zA-Z0-9]/),
    });
  });
});

const tone = (seconds: number, rate: number, channels = 1): Buffer => {
  const samples = Buffer.alloc(2 * seconds * rate * channels);
  for (let at = 0; at < samples.length / 2; at++) {
    samples.writeInt16LE(Math.round(8_000 * Math.sin(at / 10)), 2 * at);
  }
  return samples;
};

describe("a WAV file", timeout, () => {
  test("that states no channels is not analysed", async () => {
    const file = wavFile(tone(1, 8_000), { channels: 0, blockAlign: 2 });
    expect(await analysed(file, "audio/wav")).toMatchObject({
      analysis: "unsupported",
      analysis_detail: "the duration of the WAVE format 0x1 can't be computed",
    });
  });

  test.each([
    [192_000, 2, 1.5],
    [8_000, 32, 1],
  ])("of %d Hz and %d channels is analysed", async (rate, channels, seconds) => {
    const file = wavFile(tone(seconds, rate, channels), { rate, channels });
    expect(await analysed(file, "audio/wav")).toMatchObject({
      analysis: "ready",
      seconds,
      channels,
    });
  });

  test("whose last frame is incomplete is analysed up to there", async () => {
    const file = wavFile(tone(1, 8_000).subarray(0, 10_001), { size: 16_000 });
    const recording = await analysed(file, "audio/wav");
    expect(recording).toMatchObject({ analysis: "ready", seconds: 0.625 });
    expect(recording.analysis_detail).toMatch(/^the audio is cut: /);
  });
});

const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).error === undefined;

test("an MP3 file whose sample rate and channels change in the middle has the right duration", {
  ...onlyIf(hasFfmpeg, "ffmpeg is missing"),
  ...timeout,
}, async () => {
  const mp3 = (rate: number, channels: number): Buffer => {
    const source = ["-f", "lavfi", "-i", "sine=440:d=3.6:r=48000"];
    const format = ["-ar", `${rate}`, "-ac", `${channels}`, "-write_xing", "0", "-f", "mp3"];
    return spawnSync("ffmpeg", ["-v", "error", ...source, ...format, "-"]).stdout;
  };
  const parts = [mp3(8_000, 2), mp3(44_100, 1), mp3(16_000, 2)];
  const recording = await analysed(Buffer.concat(parts), "audio/mpeg");
  expect(recording).toMatchObject({ analysis: "ready", channels: 2 });
  let seconds = 0;
  for (const part of parts) seconds += (await analysed(part, "audio/mpeg")).seconds!;
  expect(Math.abs(recording.seconds! - seconds)).toBeLessThan(0.05);
});

describe("a decoder", {
  ...onlyIf(process.platform === "linux", "there is no /proc"),
  ...timeout,
}, () => {
  const killAnalysis = (signal: NodeJS.Signals) => {
    let isKilled = false;
    return () => {
      const [child] = isKilled ? [] : childProcesses(process.pid, "analysis-process");
      if (child === undefined) return;
      process.kill(child, signal);
      isKilled = true;
    };
  };
  // Long enough to be in progress when it is killed.
  const file = wavFile(tone(1_800, 8_000, 2), { channels: 2 });

  test.each([
    ["SIGSEGV", "the decoder crashed"],
    ["SIGKILL", "decoding used too much memory"],
  ] as const)("that ends with %s fails, and the next file is analysed", async (signal, reason) => {
    const failed = await analysed(file, "audio/wav", "call", killAnalysis(signal));
    expect(failed).toMatchObject({ analysis: "failed", analysis_detail: reason });
    expect(await analysed(wavFile(tone(1, 8_000)), "audio/wav")).toMatchObject({
      analysis: "ready",
    });
  });
});
