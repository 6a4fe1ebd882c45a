import { sessionsTimelineGetById } from "../funcs/sessionsTimelineGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { SessionTimelineResponse } from "../models/components/index.js";
import type { SessionTimelineGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** The events of sessions. */
export class Timeline extends ClientSDK {
  /**
   * Gets the events of a session, in order of time: `GET /api/v1/sessions/timeline/{session_id}`
   * (`session_timeline_get_by_id`).
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the events.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { events } = await sdk.sessions.timeline.getById({ sessionId: "42" });
   * ```
   */
  getById(
    request: SessionTimelineGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionTimelineResponse> {
    return unwrap(sessionsTimelineGetById(this, request, options));
  }
}
