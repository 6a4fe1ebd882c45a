import { array, type Infer, model, optional, string } from "./schema.js";
import { sessionIdRequest } from "./session.js";

export const sessionRecordingResponseModel = model("SessionRecordingResponse", {
  /** The session's id. */
  sessionId: optional(string),
  /** Absolute URLs of the recordings; each carries the token that opens it. */
  recordings: optional(array(string)),
  /** When the URLs expire, an ISO 8601 date-time. */
  expiration: optional(string),
});
/** Where to fetch the recordings of a session. */
export interface SessionRecordingResponse extends Infer<typeof sessionRecordingResponseModel> {}

export const generateSessionRecordingUrlsRequestModel = sessionIdRequest(
  "GenerateSessionRecordingUrlsRequest",
);
/** Which session's recordings to give URLs for. */
export interface GenerateSessionRecordingUrlsRequest
  extends Infer<typeof generateSessionRecordingUrlsRequestModel> {}

export const sessionRecordingStreamRequestModel = model("SessionRecordingStreamRequest", {
  /** The token of a recording: the `token` parameter of one of its URLs. */
  token: string,
});
/** Which recording to stream. */
export interface SessionRecordingStreamRequest
  extends Infer<typeof sessionRecordingStreamRequestModel> {}
