/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { ChannelName } from "../recording.js";

/** Which session's recordings to create URLs for. */
export interface GenerateSessionRecordingUrlsRequest {
  /** The session's id. */
  sessionId: string;
}

/** The recordings of a session. */
export interface ListResponseRecording {
  /** The session's id. */
  sessionId: string;
  /** The recordings, sorted by name. */
  items: Recording[];
}

/** A recording of a session. */
export interface Recording {
  /** The name of the recording, unique within its session. */
  name: string;
  /**
   * `pending` during the upload, `ready` when the recording can be streamed, `failed` if its bytes
   * are lost.
   */
  state: "pending" | "ready" | "failed";
  /**
   * The media type, such as `audio/mpeg`. It is detected from the bytes; if that is not possible,
   * it is the declared one.
   */
  type: string;
  /** The size. Unit: bytes. */
  bytes?: number | null | undefined;
  /** The SHA-256 of the bytes, in lowercase hexadecimal. */
  sha256?: string | null | undefined;
  /**
   * The duration of the samples. Null if it could not be determined: see `analysis`. Unit: seconds.
   */
  seconds?: number | null | undefined;
  /** The number of channels. Null if it could not be determined: see `analysis`. */
  channels?: number | null | undefined;
  /** When the recording started. By default, the timestamp of the session. */
  startedAt?: Date | null | undefined;
  /** Whether `startedAt` was estimated from the sound and the transcript, or is the default. */
  startedAtEstimated?: boolean | null | undefined;
  /** The probability that an estimated `startedAt` is right. 0 for the default. Range: 0 to 1. */
  startedAtConfidence?: number | null | undefined;
  /** Who is heard on each channel, in the order of the channels. */
  channelNames?: ChannelName[] | null | undefined;
  /** Whether `channelNames` were estimated from the sound and the transcript. */
  channelNamesEstimated?: boolean | null | undefined;
  /** The probability that estimated `channelNames` are right. Range: 0 to 1. */
  channelNamesConfidence?: number | null | undefined;
  /**
   * `pending` until the audio has been analysed, then `ready`; `unsupported` if it can't be
   * decoded; `failed` if it is damaged, or if decoding it took too much time or memory. The
   * recording is stored in every case. Unless `analysis` is `ready`, `seconds` and `channels` are
   * those that the file states.
   */
  analysis?: "pending" | "ready" | "unsupported" | "failed" | null | undefined;
  /** Why `analysis` is `unsupported` or `failed`, or what is missing in a cut file. */
  analysisDetail?: string | null | undefined;
}

/** The URLs of a session's recordings. */
export interface SessionRecordingResponse {
  /** The session's id. */
  sessionId?: string | null | undefined;
  /** Absolute URLs of the recordings. Each contains the token that opens its recording. */
  recordings?: string[] | null | undefined;
  /** When the URLs expire, an ISO 8601 date-time. */
  expiration?: string | null | undefined;
}

/** Which recording to stream. */
export interface SessionRecordingStreamRequest {
  /** The token of a recording: the `token` parameter of one of its URLs. */
  token: string;
  /**
   * `wav` streams the samples as a 16-bit WAV file, which every browser plays. Available for
   * recordings whose samples are at known positions, such as G.711, GSM 6.10 and AIFF, and not for
   * formats such as MP3 and Opus, which browsers play.
   * @default the uploaded bytes
   */
  as?: "wav" | null | undefined;
}
