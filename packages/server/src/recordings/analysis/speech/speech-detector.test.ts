import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { agreement, percentile, scoreCall } from "../../../../../../bench/lib/speech-score.mjs";
import { seededRandom } from "../../../../../../bench/lib/synthetic-calls/random.mjs";
import {
  type CallOptions,
  missingSpeech,
  synthesizeCall,
} from "../../../../../../bench/lib/synthetic-calls.mjs";
import { onlyIf } from "../../../../../../tests/support/missing-parts.js";
import type { Segment } from "../pcm.js";
import { SpeechDetector } from "./speech-detector.js";

const RATE = 8000;
const AUDIO = new URL("../../../../../../../shared/data/audio/", import.meta.url);

function detect(channels: readonly Float32Array[], rate = RATE, blockSize = 4096): Segment[][] {
  const detector = new SpeechDetector(rate, channels.length);
  const length = channels[0]?.length ?? 0;
  for (let from = 0; from < length; from += blockSize) {
    const part = channels.map((samples) => samples.subarray(from, from + blockSize));
    detector.add({ sampleRate: rate, channels: part });
  }
  return detector.finish();
}

const missing = missingSpeech();

describe("in synthesised calls", onlyIf(!missing, missing ?? ""), () => {
  const calls: [string, CallOptions][] = [
    ["over a telephone", { seed: 71, noise: { kind: "pink", dbfs: -55 } }],
    ["with cross-talk", { seed: 72, crosstalkDb: -25 }],
    ["with mains hum", { seed: 73, noise: { kind: "hum", dbfs: -50 } }],
    ["at 44.1 kHz", { seed: 74, sampleRate: 44_100, telephone: false, crosstalkDb: -35 }],
  ];

  test("speech starts and ends where it is audible", { timeout: 120_000 }, () => {
    const errors: number[] = [];
    const gaps: number[] = [];
    for (const [name, options] of calls) {
      const call = synthesizeCall(options);
      const score = scoreCall(call, detect(call.channels, call.sampleRate));
      expect(score, name).toMatchObject({ missed: 0, spurious: 0 });
      errors.push(...score.onsets, ...score.ends);
      gaps.push(...score.gaps);
    }
    // The benchmark checks the 95th percentile of many more utterances.
    expect(percentile(errors, 0.9)).toBeLessThanOrEqual(30);
    expect(percentile(gaps, 0.9)).toBeLessThanOrEqual(40);
  });

  test("the speech does not depend on the size of the blocks", () => {
    const { channels } = synthesizeCall({ seed: 75, turns: 4 });
    expect(detect(channels, RATE, 333)).toEqual(detect(channels));
  });

  test("a long recording has the same speech in each repetition", () => {
    const call = synthesizeCall({ seed: 76, turns: 6 });
    const { sampleRate, channels } = call;
    const detector = new SpeechDetector(sampleRate, 2);
    const repetitions = 12;
    for (let count = 0; count < repetitions; count++) detector.add({ sampleRate, channels });
    for (const [channel, segments] of detector.finish().entries()) {
      const expected = call.utterances.filter((utterance) => utterance.channel === channel);
      const times = Array.from({ length: repetitions }, (_, count) =>
        expected.map(({ startMs }) => startMs + count * call.durationMs),
      ).flat();
      expect(segments.length).toBe(times.length);
      const errors = segments.map(({ startMs }, index) => startMs - (times[index] as number));
      expect(percentile(errors, 0.95)).toBeLessThanOrEqual(30);
    }
  });
});

const hasAudio = existsSync(AUDIO);

test(
  "speech agrees with a silence detector in a real call",
  onlyIf(hasAudio, `there is no ${AUDIO.pathname}`),
  () => {
    const name = "auto-repairs-40-first60s-2ch-8k.wav";
    const { files } = JSON.parse(readFileSync(new URL("talkspurts.json", AUDIO), "utf8"));
    const { spans, duration_ms } = files[name];
    const segments = detect(readSamples(readFileSync(new URL(name, AUDIO))));
    let [frames, same] = [0, 0];
    for (const [channel, speaker] of ["user", "agent"].entries()) {
      const expected = (spans as { speaker: string; start_ms: number; end_ms: number }[])
        .filter((span) => span.speaker === speaker)
        .map(({ start_ms, end_ms }) => ({ startMs: start_ms, endMs: end_ms }));
      const score = agreement(expected, segments[channel] ?? [], duration_ms);
      frames += score.frames;
      same += score.same;
    }
    expect(same / frames).toBeGreaterThanOrEqual(0.93);
  },
);

test(
  "a short phrase between pauses is speech, although its level hardly varies",
  onlyIf(hasAudio, `there is no ${AUDIO.pathname}`),
  () => {
    const file = readFileSync(new URL("jfk-16k.wav", AUDIO));
    const samples = readSamples(file, 1);
    const [segments] = detect(samples, 16_000);
    // "And so, my fellow Americans," – "ask not" – "what your country can do for you …"
    const starts = segments!.map(({ startMs }) => Math.round(startMs / 100) / 10);
    expect(starts).toEqual([0.3, 3.3, 5.4]);
  },
);

/** The channels of a WAV file with a header of 44 bytes and 16 bits per sample. */
function readSamples(file: Buffer, channels = 2): Float32Array[] {
  const length = Math.floor((file.length - 44) / (2 * channels));
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length },
      (_, at) => file.readInt16LE(44 + 2 * (at * channels + channel)) / 32_768,
    ),
  );
}

describe("what is not speech", () => {
  const SECONDS = 30;
  const random = seededRandom(5);
  const noise = () => (random() + random() + random() - 1.5) * 2;
  const sine = (hz: number, second: number) => Math.sin(2 * Math.PI * hz * second);
  const within = (second: number, period: number, length: number) => second % period < length;

  const sounds: Record<string, (second: number) => number> = {
    "digital silence": () => 0,
    "steady noise": () => 0.01 * noise(),
    "noise that becomes louder": (second) => (second < 12 ? 0.001 : 0.02) * noise(),
    "comfort noise that comes and goes": (second) => (within(second, 8, 3) ? 0.003 * noise() : 0),
    "bursts of noise": (second) => (within(second, 3, 0.4) ? 0.05 : 0.001) * noise(),
    clicks: (second) => (within(second, 0.7, 0.004) ? 0.3 : 0.001) * noise(),
    "mains hum": (second) => 0.02 * sine(50, second) + 0.01 * sine(150, second) + 0.001 * noise(),
    "a ringing tone": (second) =>
      (within(second, 6, 2) ? 0.1 * (sine(440, second) + sine(480, second)) : 0) + 0.001 * noise(),
    "keys of a telephone": (second) =>
      (within(second, 0.5, 0.1) ? 0.1 * (sine(697, second) + sine(1209, second)) : 0) +
      0.001 * noise(),
    "samples that are not numbers": () => Number.NaN,
    "infinite samples": (second) => (within(second, 1, 0.1) ? Number.POSITIVE_INFINITY : 0),
  };

  test.each(Object.entries(sounds))("%s", (_, sound) => {
    const samples = Float32Array.from({ length: SECONDS * RATE }, (_, at) => sound(at / RATE));
    expect(detect([samples, new Float32Array(samples.length)])).toEqual([[], []]);
  });

  test("a recording without samples, and one shorter than a frame", () => {
    expect(new SpeechDetector(RATE, 2).finish()).toEqual([[], []]);
    expect(detect([new Float32Array(10)])).toEqual([[]]);
  });
});
