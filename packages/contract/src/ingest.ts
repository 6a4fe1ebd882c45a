/** The write side: operations of the self-hosted service that the platform does not have. */
import { sessionSummaryResponseModel } from "./full-summary.js";
import { inspectLatencyResponseModel, sessionLatencyPutModel } from "./latency.js";
import { operation } from "./operation.js";
import {
  array,
  count,
  enumeration,
  type Infer,
  model,
  optional,
  ordinal,
  quantity,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest, sessionModel } from "./session.js";
import { sessionTranscriptionResponseModel, sessionTranscriptModel } from "./transcript.js";

const noParameters = model("NoParameters", {});

/** Put what was said and done in a session; what was put before is replaced. */
export const putTranscript = operation({
  id: "session_transcript_put",
  method: "PUT",
  path: "/api/v1/sessions/transcript/{session_id}",
  request: sessionIdRequest("PutTranscriptRequest"),
  body: sessionTranscriptModel,
  result: sessionTranscriptionResponseModel,
  errors: [404, 413],
});

/** Put the summary of a session; what was put before is replaced. */
export const putFullSummary = operation({
  id: "session_full_summary_put",
  method: "PUT",
  path: "/api/v1/sessions/full-summary/{session_id}",
  request: sessionIdRequest("PutFullSummaryRequest"),
  body: sessionSummaryResponseModel,
  result: sessionSummaryResponseModel,
  errors: [404, 413],
});

/** Put how long the steps of a session took; what was put before is replaced. */
export const putLatency = operation({
  id: "session_latency_put",
  method: "PUT",
  path: "/api/v1/sessions/latency/{session_id}",
  request: sessionIdRequest("PutLatencyRequest"),
  body: sessionLatencyPutModel,
  result: inspectLatencyResponseModel,
  errors: [404, 413],
});

/** Create a session or replace it; the same call twice leaves the same session. */
export const putSession = operation({
  id: "session_put",
  creates: true,
  method: "PUT",
  path: "/api/v1/sessions/{session_id}",
  request: sessionIdRequest("PutSessionRequest"),
  body: sessionModel,
  result: sessionModel,
  errors: [413],
});

/** Create a session; the service gives it an id. */
export const createSession = operation({
  id: "session_create",
  creates: true,
  method: "POST",
  path: "/api/v1/sessions/",
  request: noParameters,
  body: sessionModel,
  result: sessionModel,
  errors: [409, 413],
});

/** Delete a session, its parts and its recordings. */
export const deleteSession = operation({
  id: "session_delete",
  method: "DELETE",
  path: "/api/v1/sessions/{session_id}",
  request: sessionIdRequest("DeleteSessionRequest"),
  result: "none",
  errors: [404],
});

export const importVerdictModel = model("ImportVerdict", {
  /** The line's number in the request's body, from 1. */
  line: ordinal,
  /** What became of the line. `created` and `replaced` sessions are durable. */
  status: enumeration(["created", "replaced", "rejected"]),
  /** The session's id, where it is known. */
  sessionId: optional(string),
  /** Why the line was rejected. */
  detail: optional(string),
});
/** What became of one line of an import. */
export interface ImportVerdict extends Infer<typeof importVerdictModel> {}
export type ImportVerdictWire = Wire<typeof importVerdictModel>;

/**
 * Import sessions, one JSON object per line; the response has one result per line. The import ends
 * after 10,000 rejected lines or 256 MiB of unread results. Its last result is then for the first
 * line that was not read.
 */
export const importSessions = operation({
  id: "sessions_import",
  method: "POST",
  path: "/api/v1/sessions/import",
  request: noParameters,
  body: "ndjson",
  result: "ndjson",
  errors: [],
});

export const recordingModel = model("Recording", {
  /** The recording's name, unique within its session. */
  name: string,
  /** `pending` while it is being uploaded, `failed` when its bytes are gone. */
  state: enumeration(["pending", "ready", "failed"]),
  /** The media type, such as `audio/mpeg`. */
  type: string,
  /** The size in bytes. */
  bytes: optional(count),
  /** The SHA-256 of the bytes, in lower-case hexadecimal. */
  sha256: optional(string),
  /** Its duration in seconds. Null if the bytes do not state it: see `analysis`. */
  seconds: optional(quantity),
  /** The number of channels. Null if the bytes do not state it: see `analysis`. */
  channels: optional(count),
  /**
   * Whether `seconds` and `channels` were read from the bytes: `pending` during the upload, `ready`
   * if both were read, `unsupported` if the format is not known or does not state them, `failed` if
   * reading them took too much time or memory, or was interrupted. The recording is stored in any
   * case. Absent for recordings that an earlier version stored.
   */
  analysis: optional(enumeration(["pending", "ready", "unsupported", "failed"])),
  /** Why `analysis` is `unsupported` or `failed`. */
  analysisDetail: optional(string),
});
/** A recording of a session. */
export interface Recording extends Infer<typeof recordingModel> {}
export type RecordingWire = Wire<typeof recordingModel>;

/** Upload a recording, as a stream of bytes; the same name again replaces it. */
export const uploadRecording = operation({
  id: "session_recording_put",
  creates: true,
  method: "PUT",
  path: "/api/v1/sessions/recording/{session_id}/{name}",
  request: model("UploadRecordingRequest", {
    /** The session's id. */
    sessionId: string,
    /** The recording's name, unique within its session. */
    name: string,
  }),
  body: "bytes",
  result: recordingModel,
  errors: [404, 409, 413],
});

export const listResponseRecordingModel = model("ListResponseRecording", {
  /** The session's id. */
  sessionId: string,
  /** The session's recordings, by name. */
  items: array(recordingModel),
});
/** The recordings of a session. */
export interface ListResponseRecording extends Infer<typeof listResponseRecordingModel> {}

/** List the recordings of a session. */
export const listRecordings = operation({
  id: "session_recordings_list",
  method: "GET",
  path: "/api/v1/sessions/recording/{session_id}",
  request: sessionIdRequest("ListRecordingsRequest"),
  result: listResponseRecordingModel,
  errors: [404],
});
