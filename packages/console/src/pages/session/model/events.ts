import type { TimelineEvent } from "syllable-sdk/models/components";
import {
  type Events,
  type Measurement,
  type Side,
  STEPS,
  type ToolCall,
  type Turn,
} from "./call.ts";

/** Speech has about 15 characters per second. */
const CHARACTERS_PER_SECOND = 15;
const LEAST_SECONDS = 0.6;

/** The events of a timeline, with times in seconds from the start of the session. */
export function eventsOf(timeline: readonly TimelineEvent[], sessionStart: Date): Events {
  const at = ({ timestamp }: TimelineEvent) =>
    (timestamp.getTime() - sessionStart.getTime()) / 1_000;
  const said = timeline.filter(({ kind }) => kind === "transcript");
  const turns = said.map((event, index): Turn => {
    const start = at(event);
    const text = event.text ?? "";
    const next = said[index + 1];
    const spoken = start + Math.max(LEAST_SECONDS, text.length / CHARACTERS_PER_SECOND);
    return {
      index,
      start,
      end: next ? Math.max(start, Math.min(spoken, at(next))) : spoken,
      side: sideOf(event.source),
      text,
      lang: event.lang ?? undefined,
    };
  });
  const tools = timeline
    .filter(({ kind }) => kind === "tool")
    .map(
      (event): ToolCall => ({
        at: at(event),
        durationMs: event.durationMs ?? undefined,
        name: event.label ?? "tool",
        request: event.toolRequest ?? undefined,
        result: event.toolResult ?? undefined,
        // An empty text is no error, as in the filter and the overview.
        error: event.toolError || undefined,
      }),
    );
  const measurements = timeline.flatMap((event): Measurement[] => {
    const step = STEPS.find((name) => name === event.category);
    if (event.kind !== "latency" || !step || event.durationMs == null) return [];
    return [{ at: at(event), step, durationMs: event.durationMs }];
  });
  return { turns, tools, measurements };
}

/** The side of a source of the transcript, or of a channel of a recording. */
export const sideOf = (source: string | null | undefined): Side | undefined =>
  source === "user" ? "caller" : source === "agent" ? "agent" : undefined;
