/** Calls of an hour and more, made of short ones in random order, and their transcripts. */
import { between, pick, seededRandom } from "./synthetic-calls/random.mjs";
import { makeCall, synthesizeCall } from "./synthetic-calls.mjs";

const CLICK_SAMPLES = 4;
/** Quieter than the click by so much that it is the loudest sound. */
const CALL_GAIN = 0.3;
const JITTER_MS = 250;
const SHORT_CALLS = 12;
/** Between two of them. */
const MAX_PAUSE_S = 2;

/** A stereo call at 8 kHz. `startMs` is when it starts, in milliseconds since 1970. */
export function longCall(minutes, { clickSeconds, seed = 9001 } = {}) {
  const random = seededRandom(seed);
  const short = Array.from({ length: SHORT_CALLS }, (_, index) =>
    synthesizeCall({ seed: seed + index, turns: 4 }),
  );
  const { sampleRate } = short[0];
  const length = minutes * 60 * sampleRate;
  const channels = [new Float32Array(length), new Float32Array(length)];
  const utterances = [];
  for (let at = 0; at < length; ) {
    const call = pick(random, short);
    for (const [channel, samples] of call.channels.entries()) {
      channels[channel].set(samples.subarray(0, length - at), at);
    }
    const offsetMs = (at * 1000) / sampleRate;
    for (const { startMs, endMs, ...rest } of call.utterances) {
      utterances.push({ ...rest, startMs: startMs + offsetMs, endMs: endMs + offsetMs });
    }
    at += call.channels[0].length + Math.round(between(random, 0, MAX_PAUSE_S) * sampleRate);
  }
  for (const samples of channels) {
    for (let index = 0; index < length; index++) samples[index] *= CALL_GAIN;
    if (clickSeconds === undefined) continue;
    const click = clickSeconds * sampleRate;
    samples.fill(1, click, click + CLICK_SAMPLES);
  }
  return { ...makeCall(channels, sampleRate, utterances), startMs: Date.UTC(2026, 5, 1, 12) };
}

/**
 * A transcript with this many turns: those of the call, thinned out or with more turns between them.
 * @param isRelated whether the times are those of the call
 */
export function longTranscript({ utterances, startMs, durationMs }, count, isRelated) {
  const random = seededRandom(count);
  return Array.from({ length: count }, (_, index) => {
    const { startMs: at, speaker } = utterances[Math.floor((index * utterances.length) / count)];
    const jitter = between(random, -JITTER_MS, JITTER_MS);
    const atMs = startMs + (isRelated ? at + jitter : random() * durationMs);
    return { timestamp: new Date(atMs).toISOString(), source: speaker, text: "something" };
  });
}
