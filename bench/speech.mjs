/** How accurately speech is detected: in synthesised calls, and relative to a silence detector. Also the speed. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LevelMeter } from "../packages/server/dist/recordings/analysis/levels.js";
import { SpeechDetector } from "../packages/server/dist/recordings/analysis/speech/speech-detector.js";
import { WaveformBuilder } from "../packages/server/dist/recordings/analysis/waveform/waveform-builder.js";
import { CROSSTALK_DB, FIRST_SEED, MAX_EDGE_MS, MAX_GAP_MS, NOISES } from "./lib/speech-calls.mjs";
import { agreement, percentile, scoreCall } from "./lib/speech-score.mjs";
import { missingSpeech, synthesizeCall } from "./lib/synthetic-calls.mjs";

const MIN_AGREEMENT = 0.93;
const MIN_REAL_TIMES = 200;

/** This much noise hides the weakest sounds of speech, so its scores have no limit. */
const HEAVY_NOISE = { kind: "pink", dbfs: -40 };
const CHANNELS = [
  { sampleRate: 8000, telephone: true },
  { sampleRate: 16_000, telephone: false },
  { sampleRate: 8000, telephone: true },
  { sampleRate: 44_100, telephone: false },
];
const BLOCK_SAMPLES = 4096;
const SPEED_MINUTES = 60;

const TALKSPURTS = new URL("../../shared/data/audio/", import.meta.url);
const SPEAKERS = ["user", "agent"];

let failed = false;

const missing = missingSpeech();
if (missing) console.log(`Synthesised calls are skipped: ${missing}`);
else measureCalls();
measureAgreement();
measureSpeed();
if (failed) process.exitCode = 1;

function measureCalls() {
  const all = { onsets: [], ends: [], gaps: [], missed: 0, spurious: 0 };
  for (const [index, noise] of [...NOISES, HEAVY_NOISE].entries()) {
    const score = scoreNoise(noise, FIRST_SEED + index * CROSSTALK_DB.length);
    console.log(`${noise.kind} noise at ${noise.dbfs} dBFS: ${describeScore(score)}`);
    if (noise === HEAVY_NOISE) continue;
    for (const name of ["onsets", "ends", "gaps"]) all[name].push(...score[name]);
    all.missed += score.missed;
    all.spurious += score.spurious;
  }
  console.log(`${all.onsets.length} utterances, without the last line: ${describeScore(all)}`);
  report("onsets and ends, 95th percentile (ms)", percentile([...all.onsets, ...all.ends], 0.95), {
    max: MAX_EDGE_MS,
  });
  report("response gaps, 95th percentile (ms)", percentile(all.gaps, 0.95), { max: MAX_GAP_MS });
  report("missed utterances", all.missed, { max: 0 });
  report("segments in which nobody speaks", all.spurious, { max: 0 });
}

function scoreNoise(noise, firstSeed) {
  const scores = CROSSTALK_DB.map((crosstalkDb, index) => {
    const channel = CHANNELS[(firstSeed + index) % CHANNELS.length];
    const call = synthesizeCall({
      seed: firstSeed + index,
      noise,
      crosstalkDb,
      turns: 14,
      ...channel,
    });
    return scoreCall(call, detect(call.channels, call.sampleRate));
  });
  return {
    onsets: scores.flatMap(({ onsets }) => onsets),
    ends: scores.flatMap(({ ends }) => ends),
    gaps: scores.flatMap(({ gaps }) => gaps),
    missed: scores.reduce((sum, { missed }) => sum + missed, 0),
    spurious: scores.reduce((sum, { spurious }) => sum + spurious, 0),
  };
}

function describeScore({ onsets, ends, gaps }) {
  const [onset, end, gap] = [onsets, ends, gaps].map((errors) =>
    percentile(errors, 0.95).toFixed(0),
  );
  return `95th percentile of onsets ${onset} ms, of ends ${end} ms, of response gaps ${gap} ms`;
}

function measureAgreement() {
  const path = fileURLToPath(new URL("talkspurts.json", TALKSPURTS));
  if (!existsSync(path)) return console.log(`The agreement is skipped: there is no ${path}`);
  let frames = 0;
  let same = 0;
  for (const [name, { duration_ms, spans }] of Object.entries(
    JSON.parse(readFileSync(path)).files,
  )) {
    const audio = decode(fileURLToPath(new URL(name, TALKSPURTS)));
    if (!audio) return console.log("The agreement is skipped: ffmpeg cannot be started");
    const segments = detect(audio, 8000);
    const scores = SPEAKERS.map((speaker, channel) => {
      const expected = spans
        .filter((span) => span.speaker === speaker)
        .map(({ start_ms, end_ms }) => ({ startMs: start_ms, endMs: end_ms }));
      return agreement(expected, segments[channel], duration_ms);
    });
    for (const score of scores) {
      frames += score.frames;
      same += score.same;
    }
    const shares = scores.map((score, index) => `${SPEAKERS[index]} ${percent(score)}`);
    console.log(`${name}: ${shares.join(", ")}`);
  }
  report("10 ms frames that agree with a silence detector", same / frames, {
    min: MIN_AGREEMENT,
  });
}

/** The two channels of a file at 8 kHz. */
function decode(path) {
  const options = ["-loglevel", "error", "-i", path, "-ar", "8000", "-f", "f32le", "-"];
  const { error, stdout } = spawnSync("ffmpeg", options, { maxBuffer: 2 ** 30 });
  if (error) return undefined;
  const samples = new Float32Array(stdout.buffer, stdout.byteOffset, stdout.length >> 2);
  return [0, 1].map((channel) => samples.filter((_, index) => index % 2 === channel));
}

function measureSpeed() {
  const sampleRate = 8000;
  const minute = [0, 1].map((channel) =>
    Float32Array.from({ length: 60 * sampleRate }, (_, index) => {
      const isSpeaking = Math.floor(index / (3 * sampleRate)) % 2 === channel;
      return (isSpeaking ? 0.3 : 0.001) * Math.sin((index * index) / 1e7) * Math.sin(index / 400);
    }),
  );
  const analyses = [LevelMeter, WaveformBuilder, SpeechDetector].map(
    (Analysis) => new Analysis(sampleRate, minute.length),
  );
  const start = process.cpuUsage();
  for (let minutes = 0; minutes < SPEED_MINUTES; minutes++) addAll(analyses, minute, sampleRate);
  for (const analysis of analyses) analysis.finish();
  const { user, system } = process.cpuUsage(start);
  const realTimes = (SPEED_MINUTES * 60) / ((user + system) / 1e6);
  report("speed of levels, waveform and speech, two channels (× real time)", realTimes, {
    min: MIN_REAL_TIMES,
  });
}

function detect(channels, sampleRate) {
  const detector = new SpeechDetector(sampleRate, channels.length);
  addAll([detector], channels, sampleRate);
  return detector.finish();
}

function addAll(analyses, channels, sampleRate) {
  for (let from = 0; from < channels[0].length; from += BLOCK_SAMPLES) {
    const part = channels.map((samples) => samples.subarray(from, from + BLOCK_SAMPLES));
    for (const analysis of analyses) analysis.add({ sampleRate, channels: part });
  }
}

function percent({ same, frames }) {
  return `${((100 * same) / frames).toFixed(1)} %`;
}

function report(name, value, { max, min }) {
  const isWithin = max === undefined ? value >= min : value <= max;
  const limit = max === undefined ? `at least ${min}` : `at most ${max}`;
  const shown = value < 1 && value > 0 ? value.toFixed(3) : value.toFixed(0);
  console.log(`${isWithin ? "ok  " : "FAIL"} ${name}: ${shown} (${limit})`);
  if (!isWithin) failed = true;
}
