/**
 * Faults of recordings, injected into synthetic calls. Each returns a new call, whose `utterances` are
 * what is heard in it. `transcript` stays as it was: what the platform noted while the call went on.
 */
import { makeCall } from "../synthetic-calls.mjs";
import { gainOf, resample } from "./filters.mjs";

const FULL_SCALE = 32_767 / 32_768;

/** A channel without sound from a time on: digital silence. */
export function deadChannel(call, channel, fromMs = 0) {
  const first = samplesOf(call, fromMs);
  const channels = replaceChannel(call, channel, (samples) =>
    samples.map((sample, index) => (index < first ? sample : 0)),
  );
  const utterances = call.utterances.flatMap((utterance) => {
    if (utterance.channel !== channel || utterance.endMs <= fromMs) return [utterance];
    return utterance.startMs < fromMs ? [{ ...utterance, endMs: fromMs }] : [];
  });
  return makeCall(channels, call.sampleRate, utterances, call.transcript);
}

/**
 * A clock whose rate differs from the transcript's: 1.02 makes the sound 2 % longer. Without a
 * channel, all of the sound drifts.
 */
export function drift(call, rate, channel) {
  const drifts = (index) => channel === undefined || index === channel;
  const stretched = call.channels.map((samples, index) =>
    drifts(index) ? resample(samples, rate) : samples,
  );
  const length = Math.max(...stretched.map((samples) => samples.length));
  const channels = stretched.map((samples) => {
    const padded = new Float32Array(length);
    padded.set(samples);
    return padded;
  });
  const utterances = call.utterances.map((utterance) =>
    drifts(utterance.channel) ? moved(utterance, (ms) => ms * rate) : utterance,
  );
  return makeCall(channels, call.sampleRate, utterances, call.transcript);
}

/** Silence removed from all channels, as by a recorder that does not write while nobody speaks. */
export function removeSilence(call, ms = 3000) {
  const silence = silences(call).find(({ startMs, endMs }) => endMs - startMs >= ms);
  if (!silence) throw new RangeError(`The call has no silence of ${ms} ms.`);
  const from = samplesOf(call, (silence.startMs + silence.endMs - ms) / 2);
  const until = from + samplesOf(call, ms);
  const channels = call.channels.map((samples) => {
    const rest = new Float32Array(samples.length - (until - from));
    rest.set(samples.subarray(0, from));
    rest.set(samples.subarray(until), from);
    return rest;
  });
  const utterances = call.utterances.map((utterance) =>
    utterance.startMs >= silence.endMs ? moved(utterance, (time) => time - ms) : utterance,
  );
  return makeCall(channels, call.sampleRate, utterances, call.transcript);
}

/** A recording that stops before the end of the call. `wav()` still states the length of the whole call. */
export function cutEnd(call, ms) {
  const durationMs = call.durationMs - ms;
  const length = samplesOf(call, durationMs);
  const channels = call.channels.map((samples) => samples.slice(0, length));
  const utterances = call.utterances
    .filter(({ startMs }) => startMs < durationMs)
    .map((utterance) => ({ ...utterance, endMs: Math.min(utterance.endMs, durationMs) }));
  const cut = makeCall(channels, call.sampleRate, utterances, call.transcript);
  return { ...cut, wav: () => call.wav().subarray(0, cut.wav().length) };
}

/** A channel that was recorded too loud. Samples beyond full scale are clipped. */
export function clip(call, channel, decibels) {
  const gain = gainOf(decibels);
  const channels = replaceChannel(call, channel, (samples) =>
    samples.map((sample) => Math.max(-1, Math.min(FULL_SCALE, sample * gain))),
  );
  return makeCall(channels, call.sampleRate, call.utterances, call.transcript);
}

/** The stretches in which nobody speaks, with the one before the first utterance and after the last. */
export function silences(call) {
  const found = [];
  let endMs = 0;
  for (const utterance of call.utterances.toSorted((a, b) => a.startMs - b.startMs)) {
    if (utterance.startMs > endMs) found.push({ startMs: endMs, endMs: utterance.startMs });
    endMs = Math.max(endMs, utterance.endMs);
  }
  if (call.durationMs > endMs) found.push({ startMs: endMs, endMs: call.durationMs });
  return found;
}

const samplesOf = (call, ms) => Math.round((ms * call.sampleRate) / 1000);

const replaceChannel = (call, channel, change) =>
  call.channels.map((samples, index) => (index === channel ? change(samples) : samples));

const moved = (utterance, change) => ({
  ...utterance,
  startMs: change(utterance.startMs),
  endMs: change(utterance.endMs),
});
