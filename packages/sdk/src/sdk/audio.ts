import { sessionsAudioGetById } from "../funcs/sessionsAudioGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { AudioFacts } from "../models/components/index.js";
import type { SessionAudioGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** What was heard in recordings of sessions. Only the self-hosted service has this operation. */
export class Audio extends ClientSDK {
  /**
   * Gets what was heard in the recordings of a session: talk times, silence, response gaps and
   * possible faults. Sends `GET /api/v1/sessions/audio/{session_id}` (`session_audio_get_by_id`).
   *
   * Recordings whose `analysis` is not `ready` are absent: see `sessions.recordings.list`.
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the facts. Times are in milliseconds from the start of each recording.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { recordings } = await sdk.sessions.audio.getById({ sessionId: "42" });
   * ```
   */
  getById(request: SessionAudioGetByIdRequest, options?: RequestOptions): CallPromise<AudioFacts> {
    return unwrap(sessionsAudioGetById(this, request, options));
  }
}
