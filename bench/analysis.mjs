/**
 * Recordings of synthesised calls, analysed as the service does: how exactly speech, response gaps and positions in
 * the waveform are found in each format, and how fast.
 */
import { decodeWaveform } from "../packages/server/dist/recordings/analysis/waveform/format.js";
import { analyseBytes, measureRecording } from "./lib/analysed.mjs";
import {
  encode,
  encodeCall,
  FORMAT_NAMES,
  missingEncoder,
  runFfmpeg,
} from "./lib/encoded-calls.mjs";
import { report } from "./lib/load.mjs";
import { longCall, longTranscript } from "./lib/long-calls.mjs";
import { CROSSTALK_DB, FIRST_SEED, MAX_EDGE_MS, MAX_GAP_MS, NOISES } from "./lib/speech-calls.mjs";
import { percentile, scoreCall } from "./lib/speech-score.mjs";
import { missingSpeech, synthesizeCall } from "./lib/synthetic-calls.mjs";

const CHANNELS = [
  { sampleRate: 8000, telephone: true },
  { sampleRate: 16_000, telephone: false },
];

const MIN_REAL_TIMES = 100;
const MAX_FACTS_MS = 1000;
const MAX_CLICK_MS = 50;
const CLICK_SECONDS = 40 * 60;
const HOUR_MINUTES = 60;
const TURNS_PER_HOUR = 500;
const MAX_TURNS = 3000;

const missing = missingSpeech() ?? missingEncoder();
if (missing) console.log(`Skipped: ${missing}`);
else {
  await measureFormats();
  const call = longCall(HOUR_MINUTES, { clickSeconds: CLICK_SECONDS });
  await measureSpeed(call);
  await measureClick(call);
}

async function measureFormats() {
  const calls = NOISES.flatMap((noise, row) =>
    CROSSTALK_DB.map((crosstalkDb, column) => {
      const seed = FIRST_SEED + row * CROSSTALK_DB.length + column;
      const channel = CHANNELS[seed % CHANNELS.length];
      return synthesizeCall({ seed, noise, crosstalkDb, turns: 14, ...channel });
    }),
  );
  const all = { edges: [], gaps: [], missed: 0, spurious: 0 };
  for (const format of FORMAT_NAMES) {
    const own = { edges: [], gaps: [] };
    for (const call of calls) {
      const { audio } = await analyseBytes(encodeCall(call, format));
      const score = scoreCall(
        call,
        audio.channels.map(({ speech }) => speech),
      );
      own.edges.push(...score.onsets, ...score.ends);
      own.gaps.push(...score.gaps);
      all.missed += score.missed;
      all.spurious += score.spurious;
    }
    const [edge, gap] = [own.edges, own.gaps].map((errors) => percentile(errors, 0.95).toFixed(0));
    console.log(`${format}: 95th percentile of onsets and ends ${edge} ms, of gaps ${gap} ms`);
    all.edges.push(...own.edges);
    all.gaps.push(...own.gaps);
  }
  report("onsets and ends in all formats, 95th percentile in ms", percentile(all.edges, 0.95), {
    max: MAX_EDGE_MS,
  });
  report("response gaps in all formats, 95th percentile in ms", percentile(all.gaps, 0.95), {
    max: MAX_GAP_MS,
  });
  report("utterances that were not found", all.missed, { max: 0 });
  report("segments in which nobody speaks", all.spurious, { max: 0 });
}

/** The CPU time of the decoder, the speech, the waveform and the levels together, and of the facts. */
async function measureSpeed(call) {
  const file = encode(call.wav(), [
    "-f",
    "mp3",
    "-c:a",
    "libmp3lame",
    "-ar",
    "8000",
    "-b:a",
    "32k",
  ]);
  const before = process.cpuUsage();
  const { audio } = await analyseBytes(file);
  const realTimes = audio.durationMs / cpuMs(before);
  report("speed of the analysis of stereo MP3 of 8 kHz, × real time", realTimes, {
    min: MIN_REAL_TIMES,
  });
  for (const [what, turns, isRelated] of [
    ["its transcript", TURNS_PER_HOUR, true],
    ["the transcript of another call", TURNS_PER_HOUR, false],
    ["the longest transcript", MAX_TURNS, true],
  ]) {
    const transcription = longTranscript(call, turns, isRelated);
    const session = { startMs: call.startMs, durationMs: audio.durationMs, transcription };
    const start = process.cpuUsage();
    measureRecording(audio, session);
    const usedMs = cpuMs(start);
    const name = `facts of an hour with ${what}, ${transcription.length} turns, in ms`;
    if (what === "its transcript") report(name, usedMs, { max: MAX_FACTS_MS });
    else console.log(`         ${name}: ${usedMs.toFixed(0)}`);
  }
}

/** A click, by the finest resolution of the waveform and by what ffmpeg decodes. */
async function measureClick(call) {
  const options = ["-f", "mp3", "-c:a", "libmp3lame", "-q:a", "5", "-write_xing", "0"];
  const file = encode(call.wav(), [...options, "-ar", "16000"]);
  const { audio, waveform: blob } = await analyseBytes(file);
  const { offset, bytes, samplesPerPixel } = audio.waveforms[0];
  const { pairs, channels } = decodeWaveform(blob.subarray(offset, offset + bytes));
  const pixelMs = (samplesPerPixel * 1000) / audio.sampleRate;
  const loudest = (values) =>
    values.reduce((best, value, at) => (Math.abs(value) > Math.abs(values[best]) ? at : best), 0);
  const pixel = Math.floor(loudest(pairs) / (2 * channels));
  const decoded = runFfmpeg(["-f", "mp3", "-i", "pipe:0", "-ac", "1", "-f", "f32le", "-"], file);
  const samples = new Float32Array(decoded.buffer, decoded.byteOffset, decoded.length >> 2);
  const truthMs = (loudest(samples) * 1000) / audio.sampleRate;
  const errorMs = Math.abs((pixel + 0.5) * pixelMs - truthMs);
  report(
    "click in VBR MP3 without Xing header, distance from the decoded truth in ms",
    errorMs,
    { max: MAX_CLICK_MS },
    `at ${(truthMs / 1000).toFixed(2)} s`,
  );
}

function cpuMs(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
