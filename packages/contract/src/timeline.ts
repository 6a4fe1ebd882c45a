import { LatencyCategory } from "./latency.js";
import { operation } from "./operation.js";
import {
  array,
  count,
  dateTime,
  enumeration,
  type Infer,
  model,
  number,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest } from "./session.js";
import { TranscriptSource } from "./transcript.js";

export const TimelineEventKind = {
  Transcript: "transcript",
  Tool: "tool",
  Latency: "latency",
} as const;
export type TimelineEventKind = (typeof TimelineEventKind)[keyof typeof TimelineEventKind];

export const timelineEventModel = model("TimelineEvent", {
  /** What happened: a turn was spoken, a tool was called, a step was measured. */
  kind: enumeration<TimelineEventKind>(TimelineEventKind),
  /** When it began. */
  timestamp: dateTime,
  /** How long after the session's start it began: `MM:SS`, or `HH:MM:SS` from an hour on. */
  offset: string,
  /** The turn's number, from 0; of a tool or a step, the number of the turn it falls in. */
  turnIndex: optional(count),
  /** Who spoke. */
  source: optional(enumeration<TranscriptSource>(TranscriptSource)),
  /** What was said. */
  text: optional(string),
  /** The language spoken, an IETF tag. */
  lang: optional(string),
  /** The kind of step. */
  category: optional(enumeration<LatencyCategory>(LatencyCategory)),
  /** The tool's name, or what was measured. */
  label: optional(string),
  /** Further facts about the step. */
  metadata: optional(array(string)),
  /** How long it took, in milliseconds. */
  durationMs: optional(number),
  /** What the tool was asked, as JSON text. */
  toolRequest: optional(string),
  /** What the tool answered, as JSON text. */
  toolResult: optional(string),
  /** How the tool failed, as JSON text. */
  toolError: optional(string),
});
/** One thing that happened in a session. */
export interface TimelineEvent extends Infer<typeof timelineEventModel> {}
export type TimelineEventWire = Wire<typeof timelineEventModel>;

export const sessionTimelineResponseModel = model("SessionTimelineResponse", {
  /** The session's id. */
  sessionId: string,
  /** When the session began. */
  sessionStart: optional(dateTime),
  /** What happened, in order of time. */
  events: array(timelineEventModel),
});
/** All that happened in a session. */
export interface SessionTimelineResponse extends Infer<typeof sessionTimelineResponseModel> {}

export const sessionTimelineGetByIdRequestModel = sessionIdRequest("SessionTimelineGetByIdRequest");
/** Which session's timeline to read. */
export interface SessionTimelineGetByIdRequest
  extends Infer<typeof sessionTimelineGetByIdRequestModel> {}

/** Read all that happened in a session, in order of time. */
export const sessionTimelineGetById = operation({
  id: "session_timeline_get_by_id",
  method: "GET",
  path: "/api/v1/sessions/timeline/{session_id}",
  request: sessionTimelineGetByIdRequestModel,
  result: sessionTimelineResponseModel,
  errors: [404],
});
