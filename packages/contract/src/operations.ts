import { operation } from "./operation.js";
import {
  generateSessionRecordingUrlsRequestModel,
  sessionRecordingResponseModel,
  sessionRecordingStreamRequestModel,
} from "./recording.js";
import {
  listResponseSessionModel,
  sessionGetByIdRequestModel,
  sessionModel,
  sessionsListRequestModel,
} from "./session.js";

/** List sessions, one page at a time. */
export const sessionsList = operation({
  id: "sessions_list",
  method: "GET",
  path: "/api/v1/sessions/",
  request: sessionsListRequestModel,
  result: listResponseSessionModel,
  errors: [],
});

/** Read one session. */
export const sessionGetById = operation({
  id: "session_get_by_id",
  method: "GET",
  path: "/api/v1/sessions/{session_id}",
  request: sessionGetByIdRequestModel,
  result: sessionModel,
  errors: [404],
});

/** Get URLs of a session's recordings; each opens one recording until it expires. */
export const generateSessionRecordingUrls = operation({
  id: "generate_session_recording_urls",
  method: "POST",
  path: "/api/v1/sessions/recording/{session_id}",
  request: generateSessionRecordingUrlsRequestModel,
  result: sessionRecordingResponseModel,
  errors: [404],
});

/** Stream a recording, whole or in ranges. */
export const sessionRecordingStream = operation({
  id: "session_recording_stream",
  method: "GET",
  path: "/api/v1/sessions/recording/stream",
  request: sessionRecordingStreamRequestModel,
  result: "bytes",
  errors: [404, 416],
});
