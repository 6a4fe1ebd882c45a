import { operation } from "./operation.js";
import {
  array,
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

export const TranscriptSource = { User: "user", Agent: "agent" } as const;
export type TranscriptSource = (typeof TranscriptSource)[keyof typeof TranscriptSource];

export const sessionTextModel = model("SessionText", {
  /** When the turn began. */
  timestamp: dateTime,
  /** The language spoken, an IETF tag such as `en-US`. */
  lang: optional(string),
  /** Who spoke. */
  source: optional(enumeration<TranscriptSource>(TranscriptSource)),
  /** What was said. */
  text: optional(string),
});
/** One turn of a session. */
export interface SessionText extends Infer<typeof sessionTextModel> {}

export const sessionActionModel = model("SessionAction", {
  /** When the tool was called. */
  timestamp: dateTime,
  /** The tool's name. */
  toolName: optional(string),
  /** What the tool was asked, as JSON text. */
  toolRequest: optional(string),
  /** What the tool answered, as JSON text. */
  toolResult: optional(string),
  /** How the tool failed, as JSON text. */
  toolError: optional(string),
  /** How long the call took, in milliseconds. */
  durationMs: optional(number),
});
/** One call of a tool during a session. */
export interface SessionAction extends Infer<typeof sessionActionModel> {}

export const sessionTranscriptionResponseModel = model("SessionTranscriptionResponse", {
  /** The session's id. */
  sessionId: string,
  /** The turns, in order of time. */
  transcription: array(sessionTextModel),
  /** The tool calls, in order of time. */
  actions: array(sessionActionModel),
});
/** What was said and done in a session. */
export interface SessionTranscriptionResponse
  extends Infer<typeof sessionTranscriptionResponseModel> {}
export type SessionTranscriptionWire = Wire<typeof sessionTranscriptionResponseModel>;

export const sessionTranscriptGetByIdRequestModel = sessionIdRequest(
  "SessionTranscriptGetByIdRequest",
);
/** Which session's transcript to read. */
export interface SessionTranscriptGetByIdRequest
  extends Infer<typeof sessionTranscriptGetByIdRequestModel> {}

export const sessionTranscriptModel = model("SessionTranscript", {
  /** The turns. Default none. */
  transcription: optional(array(sessionTextModel)),
  /** The tool calls. Default none. */
  actions: optional(array(sessionActionModel)),
});
/** What was said and done in a session, as it is put. */
export interface SessionTranscript extends Infer<typeof sessionTranscriptModel> {}
export type SessionTranscriptWire = Wire<typeof sessionTranscriptModel>;

/** Read what was said and done in a session. */
export const sessionTranscriptGetById = operation({
  id: "session_transcript_get_by_id",
  method: "GET",
  path: "/api/v1/sessions/transcript/{session_id}",
  request: sessionTranscriptGetByIdRequestModel,
  result: sessionTranscriptionResponseModel,
  errors: [404],
});
