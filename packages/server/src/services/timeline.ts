import type { LatencyEntryWire } from "#contract/latency.js";
import { parseDateTime } from "#contract/time.js";
import type { TimelineEventWire } from "#contract/timeline.js";
import type { SessionTranscriptionWire } from "#contract/transcript.js";
import { clockOffset } from "./duration.js";
import { millisecondsOf } from "./latency.js";

type Turn = SessionTranscriptionWire["transcription"][number];
type Action = SessionTranscriptionWire["actions"][number];

/** Clocks of different machines tell the same call; they may differ by so much. */
const CLOCK_SLACK_US = 1_000_000;

const micros = (timestamp: string): number => parseDateTime(timestamp)!;

/** In order of time; what happened at one time stays in the order given. */
export const byTime = <T extends { timestamp: string }>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: micros(item.timestamp) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);

/** Turns, tool calls and measured steps of a session, in order of time, each told once. */
export function mergeTimeline(
  sessionStart: string,
  transcription: readonly Turn[],
  actions: readonly Action[],
  latency: readonly LatencyEntryWire[],
): TimelineEventWire[] {
  const { measured, others } = pairWithActions(actions, latency);
  const turns = transcription.map(({ timestamp, source, text, lang }, turn_index) => ({
    ...present({ kind: "transcript" as const, timestamp, turn_index, source, text, lang }),
  }));
  const tools = actions.map((action, index) =>
    present({
      kind: "tool" as const,
      timestamp: action.timestamp,
      label: action.tool_name,
      duration_ms: action.duration_ms ?? measured[index],
      tool_request: action.tool_request,
      tool_result: action.tool_result,
      tool_error: action.tool_error,
    }),
  );
  const steps = others.map((entry) =>
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

/**
 * A tool call is told by its action; the step that measured the same call gives it its duration
 * and is not told again.
 */
function pairWithActions(actions: readonly Action[], latency: readonly LatencyEntryWire[]) {
  const measured: (number | undefined)[] = actions.map(() => undefined);
  const paired = actions.map(() => false);
  const others = latency.filter((entry) => {
    if (entry.category !== "tool") return true;
    const index = actions.findIndex(
      (action, at) =>
        !paired[at] && action.tool_name === entry.label && isWithin(action.timestamp, entry),
    );
    if (index === -1) return true;
    paired[index] = true;
    measured[index] = millisecondsOf(entry);
    return false;
  });
  return { measured, others };
}

function isWithin(timestamp: string, entry: LatencyEntryWire): boolean {
  const at = micros(timestamp);
  return (
    at >= micros(entry.measurement_start) - CLOCK_SLACK_US &&
    at <= micros(entry.timestamp) + CLOCK_SLACK_US
  );
}

/** The event without what it does not have. */
function present<T extends object>(event: T): T {
  return Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}
