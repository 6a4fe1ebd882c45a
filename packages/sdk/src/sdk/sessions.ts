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
import { sessionsStats } from "../funcs/sessionsStats.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type {
  ListResponseSession,
  Session,
  SessionRecordingResponse,
  SessionsStats,
} from "../models/components/index.js";
import type {
  GenerateSessionRecordingUrlsRequest,
  SessionGetByIdRequest,
  SessionRecordingStreamRequest,
  SessionsListRequest,
  SessionsStatsRequest,
} from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";
import { Audio } from "./audio.js";
import { FullSummary } from "./full-summary.js";
import { Latency } from "./latency.js";
import { Recordings } from "./recordings.js";
import { Timeline } from "./timeline.js";
import { Transcript } from "./transcript.js";

/**
 * Agent sessions and their recordings. Every method of the client rejects with an error of
 * `syllable-sdk/models/errors`.
 */
export class Sessions extends ClientSDK {
  #transcript: Transcript | undefined;
  #fullSummary: FullSummary | undefined;
  #latency: Latency | undefined;
  #timeline: Timeline | undefined;
  #recordings: Recordings | undefined;
  #audio: Audio | undefined;

  /** Transcripts of sessions. */
  get transcript(): Transcript {
    this.#transcript ??= new Transcript(this._options);
    return this.#transcript;
  }

  /** Summaries of sessions. */
  get fullSummary(): FullSummary {
    this.#fullSummary ??= new FullSummary(this._options);
    return this.#fullSummary;
  }

  /** The latency of the steps of sessions. */
  get latency(): Latency {
    this.#latency ??= new Latency(this._options);
    return this.#latency;
  }

  /** The events of sessions. */
  get timeline(): Timeline {
    this.#timeline ??= new Timeline(this._options);
    return this.#timeline;
  }

  /** Recordings of sessions. */
  get recordings(): Recordings {
    this.#recordings ??= new Recordings(this._options);
    return this.#recordings;
  }

  /** What was heard in recordings of sessions. */
  get audio(): Audio {
    this.#audio ??= new Audio(this._options);
    return this.#audio;
  }

  /**
   * Lists sessions, one page at a time: `GET /api/v1/sessions/` (`sessions_list`).
   *
   * @param request Which sessions to list. Default: `{}`, the newest 25. `limit` is at most 10,000.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the page.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401 or 403.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { items } = await sdk.sessions.list({ limit: 5 });
   * ```
   */
  list(request?: SessionsListRequest, options?: RequestOptions): CallPromise<ListResponseSession> {
    return unwrap(sessionsList(this, request, options));
  }

  /**
   * Iterates over sessions in order of time.
   *
   * Every session that matches when the iteration begins is returned exactly once; one that is
   * added meanwhile, at most once.
   *
   * @param request Which sessions to iterate over. Default: `{}`, all sessions, newest first.
   * @param options The options of the iteration and of each of its requests.
   * @returns The sessions.
   * @throws The errors of `sessionsList`, while iterating.
   * @throws {SDKValidationError} If the cursor belongs to another request.
   * @example
   * ```ts
   * for await (const { sessionId } of sdk.sessions.iterate()) console.log(sessionId);
   * ```
   */
  iterate(
    request?: SessionsIterateRequest,
    options?: SessionsIterateOptions,
  ): AsyncGenerator<Session, void, undefined> {
    return sessionsIterate(this, request, options);
  }

  /**
   * Iterates over sessions in order of time, page by page. Each page has a cursor from which
   * another iteration can continue. Otherwise like `iterate`.
   *
   * @param request Which sessions to iterate over. Default: `{}`, all sessions, newest first.
   * @param options The options of the iteration and of each of its requests.
   * @returns The pages, each with at least one session.
   * @throws The errors of `sessionsList`, while iterating.
   * @throws {SDKValidationError} If the cursor belongs to another request.
   * @example
   * ```ts
   * for await (const { items, cursor } of sdk.sessions.pages({}, { cursor: saved })) {
   *   saved = cursor;
   * }
   * ```
   */
  pages(
    request?: SessionsIterateRequest,
    options?: SessionsIterateOptions,
  ): AsyncGenerator<SessionsPage, void, undefined> {
    return sessionsPages(this, request, options);
  }

  /**
   * Counts the sessions that match, and adds up their durations, by time or by a property:
   * `GET /api/v1/sessions/stats` (`sessions_stats`). Only the self-hosted service has this
   * operation.
   *
   * @param request Which sessions to count, and by what. The filters are those of a list.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the groups, at most 1,000.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 503.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { groups } = await sdk.sessions.stats({ groupBy: "day", timeZone: "Europe/Berlin" });
   * ```
   */
  stats(request: SessionsStatsRequest, options?: RequestOptions): CallPromise<SessionsStats> {
    return unwrap(sessionsStats(this, request, options));
  }

  /**
   * Gets a session: `GET /api/v1/sessions/{session_id}` (`session_get_by_id`).
   *
   * @param request Which session to get.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the session.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const session = await sdk.sessions.getById({ sessionId: "42" });
   * ```
   */
  getById(request: SessionGetByIdRequest, options?: RequestOptions): CallPromise<Session> {
    return unwrap(sessionsGetById(this, request, options));
  }

  /**
   * Creates URLs for the recordings of a session. Each URL opens one recording until it expires.
   * Sends `POST /api/v1/sessions/recording/{session_id}` (`generate_session_recording_urls`).
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the URLs and when they expire.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { recordings } = await sdk.sessions.generateSessionRecordingUrls({ sessionId: "42" });
   * ```
   */
  generateSessionRecordingUrls(
    request: GenerateSessionRecordingUrlsRequest,
    options?: RequestOptions,
  ): CallPromise<SessionRecordingResponse> {
    return unwrap(sessionsGenerateSessionRecordingUrls(this, request, options));
  }

  /**
   * Streams a recording: `GET /api/v1/sessions/recording/stream` (`session_recording_stream`).
   *
   * Read the stream to its end or cancel it. A `Range` header in `options.headers` gets a part of
   * the recording. `timeoutMs` ends when the stream begins; `idleTimeoutMs` limits the time between
   * two chunks.
   *
   * @param request The token of the recording: the `token` parameter of one of its URLs. With
   *   `as: "wav"`, the samples are streamed as 16-bit PCM in a WAV file. Default: the bytes as
   *   uploaded.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the bytes, of any media type.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404, 409 or
   *   416.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const stream = await sdk.sessions.sessionRecordingStream({ token });
   * ```
   */
  sessionRecordingStream(
    request: SessionRecordingStreamRequest,
    options?: RequestOptions,
  ): CallPromise<ReadableStream<Uint8Array>> {
    return unwrap(sessionsSessionRecordingStream(this, request, options));
  }
}
