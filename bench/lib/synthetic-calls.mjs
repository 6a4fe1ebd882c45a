/** Calls between a caller and an agent, synthesised with espeak-ng, with the exact times of what is said. */
import { audibleStretch } from "./synthetic-calls/audible.mjs";
import { gainOf, resample, telephoneBand } from "./synthetic-calls/filters.mjs";
import { addClick, noise } from "./synthetic-calls/noise.mjs";
import { AGENT_PHRASES, CALLER_PHRASES } from "./synthetic-calls/phrases.mjs";
import { between, pick, seededRandom } from "./synthetic-calls/random.mjs";
import { AGENT_VOICES, CALLER_VOICES, scaledTo, speak } from "./synthetic-calls/speak.mjs";
import { waveFile } from "./synthetic-calls/wave-file.mjs";

export { missingSpeech } from "./synthetic-calls/speak.mjs";

const SPEAKERS = ["user", "agent"];
const VOICES = [CALLER_VOICES, AGENT_VOICES];
const PHRASES = [CALLER_PHRASES, AGENT_PHRASES];

const DEFAULTS = {
  sampleRate: 8000,
  telephone: true,
  turns: 12,
  gapMs: [-500, 1500],
  noise: { kind: "pink", dbfs: -60 },
  levelDbfs: [-12, -3],
  crosstalkDb: undefined,
  crosstalkDelayMs: 40,
  clicks: 2,
};

/** The shortest pause between two utterances of one speaker, long enough to be two utterances. */
const MIN_OWN_PAUSE_MS = 600;
const EDGE_MS = 1000;

/** Synthesises a call. The options are documented in the declaration file. */
export function synthesizeCall(options) {
  const settings = { ...DEFAULTS, ...options };
  const random = seededRandom(settings.seed);
  const utterances = planUtterances(settings, random);
  const { sampleRate } = settings;
  const durationMs = Math.max(...utterances.map(({ endMs }) => endMs)) + EDGE_MS;
  const length = Math.ceil((durationMs * sampleRate) / 1000);
  const clean = SPEAKERS.map(() => new Float32Array(length));
  for (const { channel, offset, samples } of utterances) {
    for (let index = 0; index < samples.length; index++) {
      if (offset + index < length) clean[channel][offset + index] += samples[index];
    }
  }
  const channels = clean.map((speech, channel) =>
    withDisturbances(speech, clean[1 - channel], settings, random),
  );
  return makeCall(channels, sampleRate, utterances.map(toTruth));
}

/** A call from its samples, and from what is heard in them. */
export function makeCall(channels, sampleRate, utterances, transcript = utterances) {
  const durationMs = (channels[0].length * 1000) / sampleRate;
  return {
    sampleRate,
    channels,
    utterances,
    transcript,
    durationMs,
    gaps: responseGaps(utterances),
    wav: () => waveFile(channels, sampleRate),
  };
}

function planUtterances(settings, random) {
  const voices = VOICES.map((choices) => pick(random, choices));
  const levels = SPEAKERS.map(() => between(random, ...settings.levelDbfs));
  const speeds = SPEAKERS.map(() => Math.round(between(random, 150, 190)));
  const lastEnds = SPEAKERS.map(() => Number.NEGATIVE_INFINITY);
  const utterances = [];
  let previousEnd = EDGE_MS;
  for (let turn = 0; turn < settings.turns; turn++) {
    // The agent greets the caller.
    const channel = (turn + 1) % 2;
    const text = pick(random, PHRASES[channel]);
    const samples = inChannel(speak(text, voices[channel], speeds[channel]), settings);
    const audible = audibleStretch(samples, settings.sampleRate);
    const gap = turn === 0 ? 0 : (settings.gaps?.[turn - 1] ?? between(random, ...settings.gapMs));
    const wanted = Math.max(previousEnd + gap, lastEnds[channel] + MIN_OWN_PAUSE_MS);
    const toSamples = settings.sampleRate / 1000;
    const offset = Math.max(0, Math.round((wanted - audible.startMs) * toSamples));
    const startMs = offset / toSamples + audible.startMs;
    const endMs = offset / toSamples + audible.endMs;
    const scaled = scaledTo(samples, levels[channel]);
    utterances.push({ channel, text, startMs, endMs, offset, samples: scaled });
    lastEnds[channel] = endMs;
    previousEnd = endMs;
  }
  return utterances;
}

function inChannel({ samples, sampleRate }, settings) {
  const resampled = resample(samples, settings.sampleRate / sampleRate);
  return settings.telephone ? telephoneBand(resampled, settings.sampleRate) : resampled;
}

/** Adds cross-talk of the other channel, noise and clicks. */
function withDisturbances(speech, other, settings, random) {
  const { sampleRate, crosstalkDb, crosstalkDelayMs } = settings;
  const { kind, dbfs } = settings.noise;
  const output = noise(kind, speech.length, sampleRate, dbfs, random);
  const delay = Math.round((crosstalkDelayMs * sampleRate) / 1000);
  const gain = crosstalkDb === undefined ? 0 : gainOf(crosstalkDb);
  for (let index = 0; index < output.length; index++) {
    output[index] += speech[index] + gain * (other[index - delay] ?? 0);
  }
  for (let click = 0; click < settings.clicks; click++) {
    addClick(output, sampleRate, random() * (speech.length / sampleRate), -20, random);
  }
  return output;
}

const toTruth = ({ channel, text, startMs, endMs }) => ({
  speaker: SPEAKERS[channel],
  channel,
  text,
  startMs,
  endMs,
});

/** The time from the end of an utterance to the start of the other speaker's next; negative if they overlap. */
function responseGaps(utterances) {
  const gaps = [];
  for (const [index, next] of utterances.entries()) {
    const previous = utterances[index - 1];
    if (previous === undefined || previous.channel === next.channel) continue;
    const { endMs } = previous;
    const gapMs = next.startMs - endMs;
    gaps.push({ from: previous.speaker, to: next.speaker, startMs: endMs, gapMs });
  }
  return gaps;
}
