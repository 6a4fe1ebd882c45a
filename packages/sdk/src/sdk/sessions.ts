import { sessionsGenerateSessionRecordingUrls } from "../funcs/sessionsGenerateSessionRecordingUrls.js";
import { sessionsGetById } from "../funcs/sessionsGetById.js";
import { sessionsList } from "../funcs/sessionsList.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type {
  ListResponseSession,
  Session,
  SessionRecordingResponse,
} from "../models/components/index.js";
import type {
  GenerateSessionRecordingUrlsRequest,
  SessionGetByIdRequest,
  SessionRecordingStreamRequest,
  SessionsListRequest,
} from "../models/operations/index.js";
import { unwrap } from "../types/result.js";

/**
 * Agent sessions and their recordings. Each method rejects with an error of
 * `syllable-sdk/models/errors`: `HTTPValidationError` (422), `SDKError` (other 4XX and 5XX),
 * `ResponseValidationError` (an answer of another shape), `SDKValidationError` (a wrong argument),
 * `ConnectionError`, `RequestTimeoutError`, `RequestAbortedError`, `InvalidRequestError` or
 * `UnexpectedClientError`.
 */
export class Sessions extends ClientSDK {
  /**
   * Lists sessions, one page at a time: `GET /api/v1/sessions/` (`sessions_list`).
   * @param request what to list; `{}` for the newest 25 sessions
   */
  list(request: SessionsListRequest, options?: RequestOptions): Promise<ListResponseSession> {
    return unwrap(sessionsList(this, request, options));
  }

  /** Reads one session: `GET /api/v1/sessions/{session_id}` (`session_get_by_id`). */
  getById(request: SessionGetByIdRequest, options?: RequestOptions): Promise<Session> {
    return unwrap(sessionsGetById(this, request, options));
  }

  /**
   * Gets URLs of a session's recordings, each of which opens one until it expires:
   * `POST /api/v1/sessions/recording/{session_id}` (`generate_session_recording_urls`).
   */
  generateSessionRecordingUrls(
    request: GenerateSessionRecordingUrlsRequest,
    options?: RequestOptions,
  ): Promise<SessionRecordingResponse> {
    return unwrap(sessionsGenerateSessionRecordingUrls(this, request, options));
  }

  /**
   * Streams a recording: `GET /api/v1/sessions/recording/stream` (`session_recording_stream`).
   * Read the stream to its end or cancel it. A `Range` header in the options gives a part.
   * @param request the token of the recording: the `token` parameter of one of its URLs
   */
  sessionRecordingStream(
    request: SessionRecordingStreamRequest,
    options?: RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    return unwrap(sessionsSessionRecordingStream(this, request, options));
  }
}
