import { operation } from "./operation.js";
import {
  array,
  boolean,
  count,
  dateTime,
  described,
  enumeration,
  fraction,
  model,
  nonNegativeNumber,
  type OpenString,
  openString,
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
    as: described(
      "`wav` streams the samples as a 16-bit WAV file, which every browser plays. Available for recordings " +
        "whose samples are at known positions, such as G.711, GSM 6.10 and AIFF, and not for formats such as " +
        "MP3 and Opus, which browsers play.",
      optional(enumeration(["wav"])),
      { defaultsTo: "the uploaded bytes" },
    ),
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
  { id: "session_recording_stream", hasEtag: true, errors: [404, 409, 416] },
);

export const ChannelName = { User: "user", Agent: "agent", Mixed: "mixed" } as const;
export type ChannelName = OpenString<(typeof ChannelName)[keyof typeof ChannelName]>;

export const channelName = described(
  "Who is heard on a channel: `user`, `agent`, or `mixed` for everyone. Channels without a known " +
    "name are `channel_1`, `channel_2` and so on.",
  openString<ChannelName>(),
  { name: "ChannelName", knownValues: Object.values(ChannelName) },
);

/** When a recording started and who is heard on its channels, as a client states it. */
export const recordingPlacement = {
  startedAt: described("When the recording started.", optional(dateTime)),
  channels: described(
    "Who is heard on each channel, in the order of the channels. `mixed` is a single channel with everyone.",
    optional(enumeration(["user,agent", "agent,user", "mixed"])),
  ),
};

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
      "The duration of the samples. Null if it could not be determined: see `analysis`.",
      optional(nonNegativeNumber),
      { unit: "seconds" },
    ),
    channels: described(
      "The number of channels. Null if it could not be determined: see `analysis`.",
      optional(count),
    ),
    startedAt: described(
      "When the recording started. By default, the timestamp of the session.",
      optional(dateTime),
    ),
    startedAtEstimated: described(
      "Whether `startedAt` was estimated from the sound and the transcript, or is the default.",
      optional(boolean),
    ),
    startedAtConfidence: described(
      "The probability that an estimated `startedAt` is right. 0 for the default.",
      optional(fraction),
    ),
    channelNames: described(
      "Who is heard on each channel, in the order of the channels.",
      optional(array(channelName)),
    ),
    channelNamesEstimated: described(
      "Whether `channelNames` were estimated from the sound and the transcript.",
      optional(boolean),
    ),
    channelNamesConfidence: described(
      "The probability that estimated `channelNames` are right.",
      optional(fraction),
    ),
    analysis: described(
      "`pending` until the audio has been analysed, then `ready`; `unsupported` if it can't be decoded; " +
        "`failed` if it is damaged, or if decoding it took too much time or memory. The recording is stored " +
        "in every case. Unless `analysis` is `ready`, `seconds` and `channels` are those that the file states.",
      optional(enumeration(["pending", "ready", "unsupported", "failed"])),
    ),
    analysisDetail: described(
      "Why `analysis` is `unsupported` or `failed`, or what is missing in a cut file.",
      optional(string),
    ),
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
