import {
  type LatencyEntryWire,
  parseDateTime,
  type SessionTranscriptionWire,
  type TimelineEventWire,
} from "syllable-contract";
import { clockOffset } from "./duration.js";
import { millisecondsOf } from "./latency.js";
import { findMeasuredCalls } from "./measured-calls.js";

type Turn = SessionTranscriptionWire["transcription"][number];
type Action = SessionTranscriptionWire["actions"][number];

const micros = (timestamp: string): number => parseDateTime(timestamp)!;

/** Sorts by time. Items with equal times stay in order. */
export const byTime = <T extends { timestamp: string }>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: micros(item.timestamp) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);

type Event = Omit<TimelineEventWire, "offset">;

/**
 * The turns, tool calls and measured steps of a session in order of time, each once. A tool call is taken
 * from its action, and the step that measured it adds its duration and metadata. Events are created one by
 * one, because a long session has a hundred thousand of them.
 */
export function* mergeTimeline(
  sessionStart: string,
  transcription: readonly Turn[],
  actions: readonly Action[],
  latency: readonly LatencyEntryWire[],
): Generator<TimelineEventWire> {
  const measured = findMeasuredCalls(actions, latency);
  const stepsOfCalls = new Set(measured.values());
  const events = [
    ...transcription.map((turn, index) => ({
      at: micros(turn.timestamp),
      make: () => turnEvent(turn, index),
    })),
    ...actions.map((action) => ({
      at: micros(action.timestamp),
      make: () => toolEvent(action, measured.get(action)),
    })),
    ...latency
      .filter((entry) => !stepsOfCalls.has(entry))
      .map((entry) => ({ at: micros(entry.measurement_start), make: () => stepEvent(entry) })),
  ].sort((one, other) => one.at - other.at);
  const start = micros(sessionStart);
  let turn: number | undefined;
  for (const { at, make } of events) {
    const event = make();
    turn = event.turn_index ?? turn;
    const offset = clockOffset((at - start) / 1_000);
    yield omitAbsent({ ...event, offset, turn_index: turn });
  }
}

const turnEvent = ({ timestamp, source, text, lang }: Turn, turn_index: number): Event => ({
  kind: "transcript",
  timestamp,
  turn_index,
  source,
  text,
  lang,
});

const toolEvent = (action: Action, step: LatencyEntryWire | undefined): Event => ({
  kind: "tool",
  timestamp: action.timestamp,
  category: "tool",
  label: action.tool_name,
  metadata: step?.metadata,
  duration_ms: action.duration_ms ?? (step && millisecondsOf(step)),
  tool_request: action.tool_request,
  tool_result: action.tool_result,
  tool_error: action.tool_error,
});

const stepEvent = (entry: LatencyEntryWire): Event => ({
  kind: "latency",
  timestamp: entry.measurement_start,
  category: entry.category,
  label: entry.label,
  metadata: entry.metadata,
  duration_ms: millisecondsOf(entry),
});

/** The event without its undefined and null fields. */
function omitAbsent<T extends object>(event: T): T {
  return Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}
