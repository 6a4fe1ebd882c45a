import { ingestCreateSession } from "../funcs/ingestCreateSession.js";
import { ingestDeleteRecording } from "../funcs/ingestDeleteRecording.js";
import { ingestDeleteSession } from "../funcs/ingestDeleteSession.js";
import { type ImportOptions, ingestImportSessions } from "../funcs/ingestImportSessions.js";
import { ingestPutSession } from "../funcs/ingestPutSession.js";
import {
  ingestUploadRecording,
  type UploadRecordingRequest,
} from "../funcs/ingestUploadRecording.js";
import type { RequestOptions } from "../lib/sdks.js";
import type { ImportResult, Recording, Session } from "../models/components/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";
import { IngestParts } from "./ingest-parts.js";

/**
 * Operations that store data. Only the self-hosted service has them; they need an API key with the
 * scope `write`.
 */
export class Ingest extends IngestParts {
  /**
   * Creates a session or replaces it: `PUT /api/v1/sessions/{session_id}` (`session_put`).
   *
   * @param request The session with its id, a decimal number below 2^53.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the session as stored.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * await sdk.ingest.putSession({ sessionId: "42", timestamp: new Date() });
   * ```
   */
  putSession(
    request: Session & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<Session> {
    return unwrap(ingestPutSession(this, request, options));
  }

  /**
   * Creates a session. The service assigns its id. Sends `POST /api/v1/sessions/`
   * (`session_create`).
   *
   * Not retried unless `options.retries` says so. A retry after a lost response would create a second
   * session.
   *
   * @param request The session, without an id.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the session with its id.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 409 or 413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { sessionId } = await sdk.ingest.createSession({ timestamp: new Date() });
   * ```
   */
  createSession(
    request: Omit<Session, "sessionId">,
    options?: RequestOptions,
  ): CallPromise<Session> {
    return unwrap(ingestCreateSession(this, request, options));
  }

  /**
   * Imports any number of sessions. Sends `POST /api/v1/sessions/import` (`sessions_import`) in
   * requests of about 512 KiB and at most 5,000 sessions.
   *
   * Sessions are read from `sessions` only as fast as results are read from the returned generator,
   * and only those of one request are held, so memory use is bounded.
   *
   * Sessions that the service could not store (`unavailable`) are sent again as set by
   * `options.retries` or the client's `retryConfig`; by default, for five minutes. So is a request
   * that fails with a 429 or 503 and `Retry-After`, which means that it was not processed. After any
   * other failure, a request is repeated only if `retries` or `retryConfig` is set and each of its
   * sessions has an id or is matched. Otherwise, a retry could create a session twice.
   *
   * @param sessions The sessions. One without an id gets one.
   * @param options The options of each request, and `match`. Default: those of the client.
   * @returns A result for each session, in order. `line` is the number of the session; the first is
   *   1. The status `unavailable` means that a session was still not stored after all retries.
   * @throws {SDKValidationError} If a value is not a session. Those before it have been imported.
   * @throws {ResponseValidationError} If the service returns more or fewer results than sessions
   *   were sent, after the valid results.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws Any other error of `syllable-sdk/models/errors`, if a request fails.
   * @example
   * ```ts
   * for await (const { line, status } of sdk.ingest.importSessions(sessions)) {
   *   console.log(line, status);
   * }
   * ```
   */
  importSessions(
    sessions: Iterable<Session> | AsyncIterable<Session>,
    options?: ImportOptions,
  ): AsyncGenerator<ImportResult, void, undefined> {
    return ingestImportSessions(this, sessions, options);
  }

  /**
   * Uploads a recording. Replaces the recording of the same name. Sends
   * `PUT /api/v1/sessions/recording/{session_id}/{name}` (`session_recording_put`).
   *
   * An upload of a stream is not retried.
   *
   * @param request The recording.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the recording as stored.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404, 409 or
   *   413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const body = await openAsBlob("call.mp3");
   * await sdk.ingest.uploadRecording({ sessionId: "42", name: "call.mp3", body });
   * ```
   */
  uploadRecording(
    request: UploadRecordingRequest,
    options?: RequestOptions,
  ): CallPromise<Recording> {
    return unwrap(ingestUploadRecording(this, request, options));
  }

  /**
   * Deletes a recording: `DELETE /api/v1/sessions/recording/{session_id}/{name}`
   * (`session_recording_delete`).
   *
   * The session itself is not deleted. URLs of the recording stop working, and uploads in progress
   * with the same name fail. If the recording does not exist, the service returns a 404.
   *
   * @param request Which recording to delete.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of nothing.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * await sdk.ingest.deleteRecording({ sessionId: "42", name: "call.mp3" });
   * ```
   */
  deleteRecording(
    request: { sessionId: string; name: string },
    options?: RequestOptions,
  ): CallPromise<undefined> {
    return unwrap(ingestDeleteRecording(this, request, options));
  }

  /**
   * Deletes a session, its parts and its recordings: `DELETE /api/v1/sessions/{session_id}`
   * (`session_delete`).
   *
   * @param request Which session to delete.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of nothing.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * await sdk.ingest.deleteSession({ sessionId: "42" });
   * ```
   */
  deleteSession(request: { sessionId: string }, options?: RequestOptions): CallPromise<undefined> {
    return unwrap(ingestDeleteSession(this, request, options));
  }
}
