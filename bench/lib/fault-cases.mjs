/** Faults injected into synthesised calls, and what the analysis has to find in each. */
import { cutEnd, deadChannel, drift, removeSilence } from "./synthetic-calls/faults.mjs";
import { between, seededRandom } from "./synthetic-calls/random.mjs";
import { waveFile } from "./synthetic-calls/wave-file.mjs";
import { synthesizeCall } from "./synthetic-calls.mjs";

const SESSION_MS = Date.parse("2026-06-01T12:00:00Z");
/** How long after its session each recording starts. */
const LEAD_MS = 1_200;
/** How far the times of turns are from the speech. */
const JITTER_MS = 250;

const TURNS = 20;
const USER = 0;
const AGENT = 1;
/** A long silence in the middle, of which a part can be removed. */
const SILENT_TURN = 9;
const SILENCE_MS = 5_000;
const REMOVED_MS = 3_000;
/** The turn in whose middle a recording stops. */
const LAST_TURN = 16;
/** The turns that begin while the other side speaks. */
const TALK_OVER_TURNS = [4, 12];
const TALK_OVER_MS = 900;
/** A shorter one is not talk-over. */
const MIN_TALK_OVER_MS = 200;

/** How far an estimated start may be from the true one. */
const MAX_START_ERROR_MS = 300;

const cleanCalls = new Map();

/** A call without talk-over. */
function cleanCall(seed, options) {
  const key = JSON.stringify([seed, options]);
  if (!cleanCalls.has(key)) cleanCalls.set(key, synthesize(seed, gapsOf(seed), options));
  return cleanCalls.get(key);
}

const synthesize = (seed, gaps, options) =>
  synthesizeCall({ seed, turns: TURNS, gaps, ...options });

function gapsOf(seed) {
  const random = seededRandom(seed);
  const gaps = Array.from({ length: TURNS - 1 }, () => Math.round(between(random, 250, 1500)));
  gaps[SILENT_TURN] = SILENCE_MS;
  return gaps;
}

function talkOverCall(seed, options) {
  const gaps = gapsOf(seed);
  for (const turn of TALK_OVER_TURNS) gaps[turn] = -TALK_OVER_MS;
  return synthesize(seed, gaps, options);
}

/** So much of the end is missing that the recording stops in the middle of an utterance of the agent. */
function missingEnd(call) {
  const { startMs, endMs } = call.utterances[LAST_TURN];
  return call.durationMs - (startMs + endMs) / 2;
}

/** What each fault is, and the findings that it has: the kind and, if one is concerned, the channel. */
const FAULTS = {
  "no fault": { inject: (call) => call, findings: [] },
  "a user's channel without sound": {
    inject: (call) => deadChannel(call, USER),
    findings: ["dead_channel user"],
  },
  "an agent's channel that goes dead in the middle": {
    inject: (call) => deadChannel(call, AGENT, call.durationMs / 2),
    findings: ["dead_channel agent"],
  },
  "a clock that is 2 % slow": { inject: (call) => drift(call, 1 / 1.02), findings: ["drift"] },
  "a clock that is 2 % fast": { inject: (call) => drift(call, 1.02), findings: ["drift"] },
  "a clock that is 10 % slow": { inject: (call) => drift(call, 1 / 1.1), findings: ["drift"] },
  "a clock that is 10 % fast": { inject: (call) => drift(call, 1.1), findings: ["drift"] },
  "3 s of removed silence": {
    inject: (call) => removeSilence(call, REMOVED_MS),
    findings: ["gap"],
  },
  "talk-over": { inject: (_, seed, options) => talkOverCall(seed, options), findings: [] },
  "a recording that stops in the middle of speech": {
    inject: (call) => cutEnd(call, missingEnd(call)),
    findings: ["cut agent", "length"],
  },
  "a file that ends in the middle of its audio": {
    inject: (call) => call,
    findings: ["cut", "length"],
    shareOfFile: 0.7,
  },
};
export const FAULT_NAMES = Object.keys(FAULTS);

/**
 * A call with a fault: the bytes of its recording, its session, and what has to be found in it.
 * @param options those of the synthesis
 * @param encode returns the bytes of a call
 */
export function faultCase(fault, seed, options, encode) {
  const { inject, findings, shareOfFile = 1 } = FAULTS[fault];
  const clean = cleanCall(seed, options);
  const call = inject(clean, seed, options);
  // Every second recording has the agent on its first channel.
  const names = seed % 2 === 0 ? ["user", "agent"] : ["agent", "user"];
  const channels = seed % 2 === 0 ? call.channels : call.channels.toReversed();
  const bytes = encode({ ...call, channels, wav: () => waveFile(channels, call.sampleRate) });
  const { durationMs } = fault === "talk-over" ? call : clean;
  return {
    bytes: bytes.subarray(0, Math.round(shareOfFile * bytes.length)),
    session: {
      startMs: SESSION_MS,
      durationMs: LEAD_MS + durationMs,
      transcription: transcriptionOf(call, seed),
    },
    expected: { findings, names, talkOver: talkOverOf(call), isPlaced: fault === FAULT_NAMES[0] },
  };
}

/** The transcript as a platform stores it: its times are not exact. */
function transcriptionOf({ transcript }, seed) {
  const random = seededRandom(seed);
  return transcript.map(({ speaker, text, startMs }) => {
    const atMs = SESSION_MS + LEAD_MS + startMs + between(random, -JITTER_MS, JITTER_MS);
    return { timestamp: new Date(atMs).toISOString(), source: speaker, text };
  });
}

/** The stretches of at least 200 ms in which both sides speak. */
function talkOverOf({ utterances }) {
  return utterances.flatMap((one, index) =>
    utterances.slice(index + 1).flatMap((other) => {
      const startMs = Math.max(one.startMs, other.startMs);
      const endMs = Math.min(one.endMs, other.endMs);
      const isTalkOver = one.channel !== other.channel && endMs - startMs >= MIN_TALK_OVER_MS;
      return isTalkOver ? [{ startMs, endMs }] : [];
    }),
  );
}

/**
 * How the facts and the placement of a case differ from what is expected. Empty if they do not. A start or a name that
 * is not certain, and says so, is not wrong.
 */
export function differences({ facts, placement }, { findings, names, talkOver, isPlaced }) {
  const { start } = placement;
  const nameOf = (name) => names[UNNAMED.indexOf(name)] ?? name;
  const found = facts.findings.map(({ kind, channel }) =>
    channel ? `${kind} ${nameOf(channel)}` : kind,
  );
  const startError = Math.round(Math.abs(start.value - SESSION_MS - LEAD_MS));
  const isStartWrong = startError > MAX_START_ERROR_MS && (isPlaced || start.confidence > 0);
  const isNamed = placement.names.confidence > 0;
  const areNamesWrong = isNamed ? !sameNames(placement, names) : isPlaced;
  const overlaps = (one, other) => one.start_ms < other.endMs && other.startMs < one.end_ms;
  const missed = talkOver.filter((place) => !facts.talk_over.some((one) => overlaps(one, place)));
  const spurious = facts.talk_over.filter((one) => !talkOver.some((place) => overlaps(one, place)));
  return [
    ...findings.filter((one) => !found.includes(one)).map((one) => `${one} was not found`),
    ...found.filter((one) => !findings.includes(one)).map((one) => `${one} was found`),
    ...missed.map(({ startMs }) => `talk-over at ${Math.round(startMs)} ms was not found`),
    ...spurious.map(({ start_ms }) => `talk-over at ${start_ms} ms was found`),
    ...(isStartWrong ? [`the start is off by ${startError} ms`] : []),
    ...(areNamesWrong ? [`the channels are named ${placement.names.value}`] : []),
  ];
}

const UNNAMED = ["channel_1", "channel_2"];

const sameNames = (placement, names) =>
  placement.names.value.every((name, index) => name === names[index]);
