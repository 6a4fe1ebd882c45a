import { sessionsTranscriptGetById } from "../funcs/sessionsTranscriptGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { SessionTranscriptionResponse } from "../models/components/index.js";
import type { SessionTranscriptGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** Transcripts of sessions. */
export class Transcript extends ClientSDK {
  /**
   * Gets the transcript of a session: `GET /api/v1/sessions/transcript/{session_id}`
   * (`session_transcript_get_by_id`).
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the turns and tool calls, in order of time.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { transcription } = await sdk.sessions.transcript.getById({ sessionId: "42" });
   * ```
   */
  getById(
    request: SessionTranscriptGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionTranscriptionResponse> {
    return unwrap(sessionsTranscriptGetById(this, request, options));
  }
}
