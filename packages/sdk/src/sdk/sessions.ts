import { sessionsGenerateSessionRecordingUrls } from "../funcs/sessionsGenerateSessionRecordingUrls.js";
import { sessionsGetById } from "../funcs/sessionsGetById.js";
import { sessionsIterate } from "../funcs/sessionsIterate.js";
import { sessionsList } from "../funcs/sessionsList.js";
import {
  type SessionsIterateOptions,
  type SessionsIterateRequest,
  type SessionsPage,
  sessionsPages,
} from "../funcs/sessionsPages.js";
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
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";
import { FullSummary } from "./full-summary.js";
import { Latency } from "./latency.js";
import { Timeline } from "./timeline.js";
import { Transcript } from "./transcript.js";

/**
 * Agent sessions and their recordings. Each method rejects with an error of
 * `syllable-sdk/models/errors`: `HTTPValidationError` (422), `SDKError` (other 4XX and 5XX),
 * `ResponseValidationError` (a response of another shape), `ResponseTooLargeError`,
 * `SDKValidationError` (a wrong argument), `ConnectionError`, `RequestTimeoutError`,
 * `RequestAbortedError`, `InvalidRequestError` or `UnexpectedClientError`.
 */
export class Sessions extends ClientSDK {
  #transcript: Transcript | undefined;
  #fullSummary: FullSummary | undefined;
  #latency: Latency | undefined;
  #timeline: Timeline | undefined;

  /** What was said and done in sessions. */
  get transcript(): Transcript {
    this.#transcript ??= new Transcript(this._options);
    return this.#transcript;
  }

  /** Summaries of sessions. */
  get fullSummary(): FullSummary {
    this.#fullSummary ??= new FullSummary(this._options);
    return this.#fullSummary;
  }

  /** How long the steps of sessions took. */
  get latency(): Latency {
    this.#latency ??= new Latency(this._options);
    return this.#latency;
  }

  /** All that happened in sessions. */
  get timeline(): Timeline {
    this.#timeline ??= new Timeline(this._options);
    return this.#timeline;
  }

  /**
   * Lists sessions, one page at a time: `GET /api/v1/sessions/` (`sessions_list`).
   * @param request what to list; `{}` for the newest 25 sessions
   */
  list(request: SessionsListRequest, options?: RequestOptions): CallPromise<ListResponseSession> {
    return unwrap(sessionsList(this, request, options));
  }

  /**
   * Iterates over sessions in order of time. Every session that matches when the iteration begins
   * comes exactly once, one that is added meanwhile at most once.
   * @param request what to iterate over; `{}` for all sessions, newest first
   */
  iterate(
    request?: SessionsIterateRequest,
    options?: SessionsIterateOptions,
  ): AsyncGenerator<Session, void, undefined> {
    return sessionsIterate(this, request, options);
  }

  /** Iterates as `iterate` does, page by page, each with a cursor to go on from. */
  pages(
    request?: SessionsIterateRequest,
    options?: SessionsIterateOptions,
  ): AsyncGenerator<SessionsPage, void, undefined> {
    return sessionsPages(this, request, options);
  }

  /** Reads one session: `GET /api/v1/sessions/{session_id}` (`session_get_by_id`). */
  getById(request: SessionGetByIdRequest, options?: RequestOptions): CallPromise<Session> {
    return unwrap(sessionsGetById(this, request, options));
  }

  /**
   * Gets URLs of a session's recordings, each of which opens one until it expires:
   * `POST /api/v1/sessions/recording/{session_id}` (`generate_session_recording_urls`).
   */
  generateSessionRecordingUrls(
    request: GenerateSessionRecordingUrlsRequest,
    options?: RequestOptions,
  ): CallPromise<SessionRecordingResponse> {
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
  ): CallPromise<ReadableStream<Uint8Array>> {
    return unwrap(sessionsSessionRecordingStream(this, request, options));
  }
}
