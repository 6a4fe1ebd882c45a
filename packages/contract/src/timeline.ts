import { LatencyCategory } from "./latency.js";
import { operation } from "./operation.js";
import {
  array,
  count,
  dateTime,
  described,
  enumeration,
  model,
  number,
  type OpenString,
  openString,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest } from "./session.js";
import { transcriptSource } from "./transcript.js";

export const TimelineEventKind = {
  Transcript: "transcript",
  Tool: "tool",
  Latency: "latency",
} as const;
export type TimelineEventKind = (typeof TimelineEventKind)[keyof typeof TimelineEventKind];

export const timelineEventKind = described(
  "The kind of an event: a spoken turn, a tool call or a measured step.",
  enumeration<TimelineEventKind>(TimelineEventKind),
  { name: "TimelineEventKind" },
);

export const TimelineEventCategory = LatencyCategory;
export type TimelineEventCategory = OpenString<LatencyCategory>;

export const timelineEventCategory = described(
  "The kind of step, as in a latency document. Tool calls have `tool`.",
  openString<TimelineEventCategory>(),
  { name: "TimelineEventCategory", knownValues: Object.values(TimelineEventCategory) },
);

export const timelineEventModel = described(
  "One event of a session.",
  model("TimelineEvent", {
    kind: described(
      "The kind of event: a spoken turn, a tool call or a measured step.",
      timelineEventKind,
    ),
    timestamp: described("When the event began.", dateTime),
    offset: described(
      "The time from the start of the session to the event: `MM:SS`, or `HH:MM:SS` after an hour.",
      string,
    ),
    turnIndex: described(
      "The number of the turn, from 0. For a tool call or a step, the turn that it belongs to.",
      optional(count),
    ),
    source: described("Who spoke.", optional(transcriptSource)),
    text: described("What was said.", optional(string)),
    lang: described("The language, an IETF tag.", optional(string)),
    category: described(
      "The kind of step. Tool calls have `tool`. Absent for a spoken turn.",
      optional(timelineEventCategory),
    ),
    label: described("The name of the tool, or what was measured.", optional(string)),
    metadata: described("Further facts about the step.", optional(array(string))),
    durationMs: described("How long the event took.", optional(number), { unit: "milliseconds" }),
    toolRequest: described("The request to the tool, as JSON text.", optional(string)),
    toolResult: described("The result of the tool, as JSON text.", optional(string)),
    toolError: described("The error of the tool, as JSON text.", optional(string)),
  }),
);
export type TimelineEventWire = Wire<typeof timelineEventModel>;

export const sessionTimelineResponseModel = described(
  "The events of a session: turns, tool calls and measured steps.",
  model("SessionTimelineResponse", {
    sessionId: described("The session's id.", string),
    sessionStart: described("When the session began.", optional(dateTime)),
    events: described("The events, in order of time.", array(timelineEventModel)),
  }),
);

export const sessionTimelineGetByIdRequestModel = described(
  "Which session's timeline to get.",
  sessionIdRequest("SessionTimelineGetByIdRequest"),
);

export const sessionTimelineGetById = described(
  "Get the events of a session, in order of time.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/timeline/{session_id}",
    request: sessionTimelineGetByIdRequestModel,
    result: sessionTimelineResponseModel,
  }),
  { id: "session_timeline_get_by_id", hasEtag: true, errors: [404] },
);
