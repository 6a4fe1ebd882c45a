import { operation } from "./operation.js";
import {
  array,
  dateTime,
  described,
  model,
  number,
  type OpenString,
  openModel,
  openString,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest } from "./session.js";

export const TranscriptSource = { User: "user", Agent: "agent" } as const;
export type TranscriptSource = OpenString<(typeof TranscriptSource)[keyof typeof TranscriptSource]>;

export const transcriptSource = described(
  "Who spoke: the user or the agent.",
  openString<TranscriptSource>(),
  { name: "TranscriptSource", knownValues: Object.values(TranscriptSource) },
);

export const sessionTextModel = described(
  "One turn of a conversation.",
  openModel("SessionText", {
    timestamp: described("When the turn began.", dateTime),
    lang: described("The language, an IETF tag such as `en-US`.", optional(string)),
    source: described("Who spoke.", optional(transcriptSource)),
    text: described("What was said.", optional(string)),
  }),
);

export const sessionActionModel = described(
  "One tool call during a session.",
  openModel("SessionAction", {
    timestamp: described("When the tool was called.", dateTime),
    toolName: described("The name of the tool.", optional(string)),
    toolRequest: described("The request to the tool, as JSON text.", optional(string)),
    toolResult: described("The result of the tool, as JSON text.", optional(string)),
    toolError: described("The error of the tool, as JSON text.", optional(string)),
    durationMs: described("How long the call took.", optional(number), { unit: "milliseconds" }),
  }),
);

export const sessionTranscriptionResponseModel = described(
  "The transcript of a session: what was said, and the tool calls.",
  model("SessionTranscriptionResponse", {
    sessionId: described("The session's id.", string),
    transcription: described("The turns, in order of time.", array(sessionTextModel)),
    actions: described("The tool calls, in order of time.", array(sessionActionModel)),
  }),
);
export type SessionTranscriptionWire = Wire<typeof sessionTranscriptionResponseModel>;

export const sessionTranscriptModel = described(
  "The transcript of a session, as sent to the service.",
  openModel("SessionTranscript", {
    sessionId: described(
      "The session's id. If present, it must equal the id in the path.",
      optional(string),
    ),
    transcription: described("The turns.", optional(array(sessionTextModel)), {
      defaultsTo: "none",
    }),
    actions: described("The tool calls.", optional(array(sessionActionModel)), {
      defaultsTo: "none",
    }),
  }),
);
export type SessionTranscriptWire = Wire<typeof sessionTranscriptModel>;

export const sessionTranscriptGetByIdRequestModel = described(
  "Which session's transcript to get.",
  sessionIdRequest("SessionTranscriptGetByIdRequest"),
);

export const sessionTranscriptGetById = described(
  "Get the transcript of a session.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/transcript/{session_id}",
    request: sessionTranscriptGetByIdRequestModel,
    result: sessionTranscriptionResponseModel,
  }),
  { id: "session_transcript_get_by_id", hasEtag: true, errors: [404] },
);
