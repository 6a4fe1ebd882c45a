import { operation } from "./operation.js";
import {
  array,
  count,
  described,
  enumeration,
  model,
  nonNegativeNumber,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest } from "./session.js";

export const sessionRecordingResponseModel = described(
  "The URLs of a session's recordings.",
  model("SessionRecordingResponse", {
    sessionId: described("The session's id.", optional(string)),
    recordings: described(
      "Absolute URLs of the recordings. Each contains the token that opens its recording.",
      optional(array(string)),
    ),
    expiration: described("When the URLs expire, an ISO 8601 date-time.", optional(string)),
  }),
);

export const generateSessionRecordingUrlsRequestModel = described(
  "Which session's recordings to create URLs for.",
  sessionIdRequest("GenerateSessionRecordingUrlsRequest"),
);

export const generateSessionRecordingUrls = described(
  "Create URLs for the recordings of a session. Each URL opens one recording until it expires.",
  operation({
    method: "POST",
    path: "/api/v1/sessions/recording/{session_id}",
    request: generateSessionRecordingUrlsRequestModel,
    result: sessionRecordingResponseModel,
  }),
  { id: "generate_session_recording_urls", errors: [404] },
);

export const sessionRecordingStreamRequestModel = described(
  "Which recording to stream.",
  model("SessionRecordingStreamRequest", {
    token: described("The token of a recording: the `token` parameter of one of its URLs.", string),
  }),
);

export const sessionRecordingStream = described(
  "Stream a recording, or ranges of it.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/recording/stream",
    request: sessionRecordingStreamRequestModel,
    result: "bytes",
  }),
  { id: "session_recording_stream", hasEtag: true, errors: [404, 416] },
);

export const recordingModel = described(
  "A recording of a session.",
  model("Recording", {
    name: described("The name of the recording, unique within its session.", string),
    state: described(
      "`pending` during the upload, `ready` when the recording can be streamed, `failed` if its bytes are lost.",
      enumeration(["pending", "ready", "failed"]),
    ),
    type: described(
      "The media type, such as `audio/mpeg`. It is detected from the bytes; if that is not possible, it is the declared one.",
      string,
    ),
    bytes: described("The size.", optional(count), { unit: "bytes" }),
    sha256: described("The SHA-256 of the bytes, in lowercase hexadecimal.", optional(string)),
    seconds: described(
      "The duration of all complete frames. Null if it could not be determined: see `analysis`.",
      optional(nonNegativeNumber),
      { unit: "seconds" },
    ),
    channels: described(
      "The number of channels. Null if it could not be determined: see `analysis`.",
      optional(count),
    ),
    analysis: described(
      "Whether `seconds` and `channels` are known: `pending` during the upload, `ready` if both " +
        "are known, `unsupported` if the format is not known or does not state " +
        "them, `failed` if reading them took too much time or memory, or was interrupted. The " +
        "recording is stored in any case. For audio without a header, such as G.711, `seconds` and " +
        "`channels` are computed from the size and from the media type or the extension of the name. " +
        "Absent for recordings that an earlier version stored.",
      optional(enumeration(["pending", "ready", "unsupported", "failed"])),
    ),
    analysisDetail: described("Why `analysis` is `unsupported` or `failed`.", optional(string)),
  }),
);
export type RecordingWire = Wire<typeof recordingModel>;

export const listResponseRecordingModel = described(
  "The recordings of a session.",
  model("ListResponseRecording", {
    sessionId: described("The session's id.", string),
    items: described("The recordings, sorted by name.", array(recordingModel)),
  }),
);
