import { ingestPutFullSummary } from "../funcs/ingestPutFullSummary.js";
import { ingestPutLatency } from "../funcs/ingestPutLatency.js";
import { ingestPutTranscript } from "../funcs/ingestPutTranscript.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type {
  InspectLatencyResponse,
  SessionLatency,
  SessionSummaryResponse,
  SessionTranscript,
  SessionTranscriptionResponse,
} from "../models/components/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** Operations of `Ingest` that store the parts of a session: transcript, summary and latency. */
export class IngestParts extends ClientSDK {
  /**
   * Stores the transcript of a session. Replaces the one stored before. Sends
   * `PUT /api/v1/sessions/transcript/{session_id}` (`session_transcript_put`).
   *
   * @param request The session's id, its turns and its tool calls.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the transcript as stored, in order of time.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404 or 413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * await sdk.ingest.putTranscript({ sessionId: "42", transcription: turns });
   * ```
   */
  putTranscript(
    request: SessionTranscript & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<SessionTranscriptionResponse> {
    return unwrap(ingestPutTranscript(this, request, options));
  }

  /**
   * Stores the summary of a session. Replaces the one stored before. Sends
   * `PUT /api/v1/sessions/full-summary/{session_id}` (`session_full_summary_put`).
   *
   * @param request The session's id and its summary.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the summary as stored.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404 or 413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * await sdk.ingest.putFullSummary({ sessionId: "42", summary: "Booked an appointment." });
   * ```
   */
  putFullSummary(
    request: SessionSummaryResponse & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<SessionSummaryResponse> {
    return unwrap(ingestPutFullSummary(this, request, options));
  }

  /**
   * Stores the latency of the steps of a session. Replaces what was stored before. Sends
   * `PUT /api/v1/sessions/latency/{session_id}` (`session_latency_put`).
   *
   * @param request The session's id and the measured steps.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the steps and their totals.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404 or 413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * await sdk.ingest.putLatency({ sessionId: "42", timeline: steps });
   * ```
   */
  putLatency(
    request: SessionLatency & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<InspectLatencyResponse> {
    return unwrap(ingestPutLatency(this, request, options));
  }
}
