/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { TimelineEventCategory, TimelineEventKind } from "../timeline.js";
import type { TranscriptSource } from "../transcript.js";

/** Which session's timeline to get. */
export interface SessionTimelineGetByIdRequest {
  /** The session's id. */
  sessionId: string;
}

/** The events of a session: turns, tool calls and measured steps. */
export interface SessionTimelineResponse {
  /** The session's id. */
  sessionId: string;
  /** When the session began. */
  sessionStart?: Date | null | undefined;
  /** The events, in order of time. */
  events: TimelineEvent[];
}

/** One event of a session. */
export interface TimelineEvent {
  /** The kind of event: a spoken turn, a tool call or a measured step. */
  kind: TimelineEventKind;
  /** When the event began. */
  timestamp: Date;
  /** The time from the start of the session to the event: `MM:SS`, or `HH:MM:SS` after an hour. */
  offset: string;
  /** The number of the turn, from 0. For a tool call or a step, the turn that it belongs to. */
  turnIndex?: number | null | undefined;
  /** Who spoke. */
  source?: TranscriptSource | null | undefined;
  /** What was said. */
  text?: string | null | undefined;
  /** The language, an IETF tag. */
  lang?: string | null | undefined;
  /** The kind of step. Tool calls have `tool`. Absent for a spoken turn. */
  category?: TimelineEventCategory | null | undefined;
  /** The name of the tool, or what was measured. */
  label?: string | null | undefined;
  /** Further facts about the step. */
  metadata?: string[] | null | undefined;
  /** How long the event took. Unit: milliseconds. */
  durationMs?: number | null | undefined;
  /** The request to the tool, as JSON text. */
  toolRequest?: string | null | undefined;
  /** The result of the tool, as JSON text. */
  toolResult?: string | null | undefined;
  /** The error of the tool, as JSON text. */
  toolError?: string | null | undefined;
}
