import { sessionsLatencyGetById } from "../funcs/sessionsLatencyGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { InspectLatencyResponse } from "../models/components/index.js";
import type { SessionLatencyGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** The latency of the steps of sessions. */
export class Latency extends ClientSDK {
  /**
   * Gets the latency of the steps of a session: `GET /api/v1/sessions/latency/{session_id}`
   * (`session_latency_get_by_id`).
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the measured steps and their totals.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { timeline } = await sdk.sessions.latency.getById({ sessionId: "42" });
   * ```
   */
  getById(
    request: SessionLatencyGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<InspectLatencyResponse> {
    return unwrap(sessionsLatencyGetById(this, request, options));
  }
}
