/** Operations that store data. The self-hosted service has them; the platform does not. */
import { sessionSummaryResponseModel } from "./full-summary.js";
import { inspectLatencyResponseModel, sessionLatencyPutModel } from "./latency.js";
import { operation } from "./operation.js";
import { listResponseRecordingModel, recordingModel, recordingPlacement } from "./recording.js";
import {
  array,
  described,
  enumeration,
  model,
  optional,
  positiveInteger,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest, sessionModel } from "./session.js";
import { sessionTranscriptionResponseModel, sessionTranscriptModel } from "./transcript.js";

const noParameters = model("NoParameters", {});

export const putTranscript = described(
  "Store the transcript of a session. Replaces the one stored before. The body of a GET response is a " +
    "valid request body. Unknown fields are stored and returned.",
  operation({
    method: "PUT",
    path: "/api/v1/sessions/transcript/{session_id}",
    request: sessionIdRequest("PutTranscriptRequest"),
    body: sessionTranscriptModel,
    result: sessionTranscriptionResponseModel,
  }),
  { id: "session_transcript_put", hasEtag: true, errors: [404, 413] },
);

export const putFullSummary = described(
  "Store the summary of a session. Replaces the one stored before. The body of a GET response is a " +
    "valid request body. Unknown fields are stored and returned.",
  operation({
    method: "PUT",
    path: "/api/v1/sessions/full-summary/{session_id}",
    request: sessionIdRequest("PutFullSummaryRequest"),
    body: sessionSummaryResponseModel,
    result: sessionSummaryResponseModel,
  }),
  { id: "session_full_summary_put", hasEtag: true, errors: [404, 413] },
);

export const putLatency = described(
  "Store the latency of the steps of a session. Replaces what was stored before. The body of a GET " +
    "response is a valid request body. Unknown fields are stored and returned.",
  operation({
    method: "PUT",
    path: "/api/v1/sessions/latency/{session_id}",
    request: sessionIdRequest("PutLatencyRequest"),
    body: sessionLatencyPutModel,
    result: inspectLatencyResponseModel,
  }),
  { id: "session_latency_put", hasEtag: true, errors: [404, 413] },
);

export const putSession = described(
  "Create a session or replace it. Idempotent. The body of a GET response is a valid request body. " +
    "Unknown fields are stored and returned.",
  operation({
    method: "PUT",
    path: "/api/v1/sessions/{session_id}",
    request: sessionIdRequest("PutSessionRequest"),
    body: sessionModel,
    result: sessionModel,
  }),
  { id: "session_put", hasEtag: true, creates: true, errors: [413] },
);

export const createSession = described(
  "Create a session. The service assigns its id.",
  operation({
    method: "POST",
    path: "/api/v1/sessions/",
    request: noParameters,
    body: sessionModel,
    result: sessionModel,
  }),
  { id: "session_create", creates: true, errors: [409, 413] },
);

export const deleteSession = described(
  "Delete a session, its parts and its recordings.",
  operation({
    method: "DELETE",
    path: "/api/v1/sessions/{session_id}",
    request: sessionIdRequest("DeleteSessionRequest"),
    result: "none",
  }),
  { id: "session_delete", hasEtag: true, errors: [404] },
);

export const importResultModel = described(
  "The result of one line of an import.",
  model("ImportResult", {
    line: described("The number of the line in the request; the first is 1.", positiveInteger),
    status: described(
      "The outcome. `created`, `replaced`: the session is durable. `rejected`: the line is invalid; " +
        "correct it. `unavailable`: the line was not stored; send it again.",
      enumeration(["created", "replaced", "rejected", "unavailable"]),
    ),
    sessionId: described("The session's id, if it is known.", optional(string)),
    detail: described("Why the line was not stored.", optional(string)),
    warnings: described(
      "Possible mistakes in the line, such as unknown fields. The line is stored as sent.",
      optional(array(string)),
    ),
  }),
);
export type ImportResultWire = Wire<typeof importResultModel>;

export const importSessionsRequestModel = model("ImportSessionsRequest", {
  match: described(
    "The property that identifies sessions without an id. A line replaces the session with the same value, or " +
      "creates one if there is none. It is rejected if several sessions have its value.",
    optional(enumeration(["channel_manager_sid", "conversation_id"])),
    { defaultsTo: "each session without an id is created" },
  ),
});

export const importSessions = described(
  "Import sessions: one JSON object per line, a JSON array, or concatenated JSON objects. The " +
    "body may be compressed with gzip. The response has one result per session, in the order of the body; " +
    "`line` is the line on which the session begins. The import " +
    "ends after 10,000 rejected lines or 256 MiB of unread results; its last result is then for " +
    "the first line that was not read.",
  operation({
    method: "POST",
    path: "/api/v1/sessions/import",
    request: importSessionsRequestModel,
    body: "ndjson",
    result: "ndjson",
  }),
  { id: "sessions_import", errors: [] },
);

export const uploadRecording = described(
  "Upload a recording as a stream of bytes. Replaces the recording of the same name.",
  operation({
    method: "PUT",
    path: "/api/v1/sessions/recording/{session_id}/{name}",
    request: model("UploadRecordingRequest", {
      sessionId: described("The session's id.", string),
      name: described(
        "The name of the recording, unique within its session: 1 to 255 bytes of UTF-8 without " +
          "slashes and control characters, and not `.` or `..`. It is stored in Unicode " +
          "normalization form C.",
        string,
      ),
      ...recordingPlacement,
    }),
    body: "bytes",
    result: recordingModel,
  }),
  { id: "session_recording_put", hasEtag: true, creates: true, errors: [404, 409, 413] },
);

export const deleteRecording = described(
  "Delete a recording. Uploads in progress with the same name fail.",
  operation({
    method: "DELETE",
    path: "/api/v1/sessions/recording/{session_id}/{name}",
    request: model("DeleteRecordingRequest", {
      sessionId: described("The session's id.", string),
      name: described("The name of the recording.", string),
    }),
    result: "none",
  }),
  { id: "session_recording_delete", hasEtag: true, errors: [404] },
);

export const sessionRecordingsListRequestModel = described(
  "Which session's recordings to list.",
  sessionIdRequest("SessionRecordingsListRequest"),
);

export const listRecordings = described(
  "List the recordings of a session.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/recording/{session_id}",
    request: sessionRecordingsListRequestModel,
    result: listResponseRecordingModel,
  }),
  { id: "session_recordings_list", hasEtag: true, errors: [404] },
);
