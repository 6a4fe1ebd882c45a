import { sessionsFullSummaryGetById } from "../funcs/sessionsFullSummaryGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { SessionSummaryResponse } from "../models/components/index.js";
import type { SessionFullSummaryGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** Summaries of sessions. */
export class FullSummary extends ClientSDK {
  /**
   * Gets the summary of a session: `GET /api/v1/sessions/full-summary/{session_id}`
   * (`session_full_summary_get_by_id`).
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the summary.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { summary } = await sdk.sessions.fullSummary.getById({ sessionId: "42" });
   * ```
   */
  getById(
    request: SessionFullSummaryGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionSummaryResponse> {
    return unwrap(sessionsFullSummaryGetById(this, request, options));
  }
}
