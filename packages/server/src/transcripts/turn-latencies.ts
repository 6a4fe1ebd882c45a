import {
  type LatencyEntryWire,
  parseDateTime,
  type SessionTranscriptionWire,
} from "syllable-contract";
import { millisecondsOf } from "./latency.js";
import { findMeasuredCalls } from "./measured-calls.js";

type Turn = SessionTranscriptionWire["transcription"][number];
type Action = SessionTranscriptionWire["actions"][number];

/** The steps of a response. Other steps are part of them. */
const STEPS: readonly string[] = ["stt", "llm", "tts"];
/** A step may end so long after the turn began, in microseconds. */
const TOLERANCE_US = 500_000;

/**
 * How long each turn of the agent took to prepare, in milliseconds: the sum of the steps that led to it. A step leads to
 * the first turn after its end. The console shows the same.
 * @param transcription In order of time.
 */
export function turnLatencies(
  transcription: readonly Turn[],
  actions: readonly Action[],
  latency: readonly LatencyEntryWire[],
): number[] {
  const turns = transcription
    .filter(({ source }) => source === "agent")
    .map(({ timestamp }) => parseDateTime(timestamp)!);
  const ofCalls = new Set(findMeasuredCalls(actions, latency).values());
  const steps = latency
    .filter((entry) => STEPS.includes(entry.category) && !ofCalls.has(entry))
    .map((entry) => ({ at: parseDateTime(entry.measurement_start)!, ms: millisecondsOf(entry) }))
    .sort((one, other) => one.at - other.at);
  const found = new Map<number, number>();
  let next = 0;
  for (const { at, ms } of steps) {
    const end = at + ms * 1_000 - TOLERANCE_US;
    while (next < turns.length && turns[next]! < end) next++;
    const key = turns[next] ?? at;
    found.set(key, (found.get(key) ?? 0) + ms);
  }
  return [...found.values()];
}
