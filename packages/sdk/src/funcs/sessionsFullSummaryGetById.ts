import { sessionFullSummaryGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionSummaryResponse } from "../models/components/index.js";
import type { SessionFullSummaryGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets the summary of a session: `GET /api/v1/sessions/full-summary/{session_id}`
 * (`session_full_summary_get_by_id`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the summary, or an error of `syllable-sdk/models/errors`. The
 *   promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsFullSummaryGetById(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsFullSummaryGetById(
  client: ClientSDK,
  request: SessionFullSummaryGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionSummaryResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
