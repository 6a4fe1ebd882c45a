import type { LatencyEntryWire } from "#contract/latency.js";
import { parseDateTime } from "#contract/time.js";
import type { TimelineEventWire } from "#contract/timeline.js";
import type { SessionTranscriptionWire } from "#contract/transcript.js";
import { clockOffset } from "./duration.js";
import { millisecondsOf } from "./latency.js";
import { findMeasuredCalls } from "./measured-calls.js";

type Turn = SessionTranscriptionWire["transcription"][number];
type Action = SessionTranscriptionWire["actions"][number];

const micros = (timestamp: string): number => parseDateTime(timestamp)!;

/** In order of time; what happened at one time stays in the order given. */
export const byTime = <T extends { timestamp: string }>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: micros(item.timestamp) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);

/**
 * Turns, tool calls and measured steps of a session, in order of time, each told once: a tool call is
 * told by its action, to which the step that measured it gives its duration and further facts.
 */
export function mergeTimeline(
  sessionStart: string,
  transcription: readonly Turn[],
  actions: readonly Action[],
  latency: readonly LatencyEntryWire[],
): TimelineEventWire[] {
  const measured = findMeasuredCalls(actions, latency);
  const told = new Set(measured.values());
  const turns = transcription.map(({ timestamp, source, text, lang }, turn_index) => ({
    ...present({ kind: "transcript" as const, timestamp, turn_index, source, text, lang }),
  }));
  const tools = actions.map((action) => {
    const step = measured.get(action);
    return present({
      kind: "tool" as const,
      timestamp: action.timestamp,
      label: action.tool_name,
      metadata: step?.metadata,
      duration_ms: action.duration_ms ?? (step && millisecondsOf(step)),
      tool_request: action.tool_request,
      tool_result: action.tool_result,
      tool_error: action.tool_error,
    });
  });
  const steps = latency
    .filter((entry) => !told.has(entry))
    .map((entry) =>
      present({
        kind: "latency" as const,
        timestamp: entry.measurement_start,
        category: entry.category,
        label: entry.label,
        metadata: entry.metadata,
        duration_ms: millisecondsOf(entry),
      }),
    );
  const start = micros(sessionStart);
  let turn: number | undefined;
  return [...turns, ...tools, ...steps]
    .map((event) => ({ event, at: micros(event.timestamp) }))
    .sort((one, other) => one.at - other.at)
    .map(({ event, at }) => {
      if ("turn_index" in event) turn = event.turn_index;
      const offset = clockOffset((at - start) / 1_000);
      return { ...event, offset, ...(turn === undefined ? {} : { turn_index: turn }) };
    });
}

/** The event without what it does not have. */
function present<T extends object>(event: T): T {
  return Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}
