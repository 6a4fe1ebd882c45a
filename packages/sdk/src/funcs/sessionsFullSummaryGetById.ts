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
 * Reads the summary of a session: `GET /api/v1/sessions/full-summary/{session_id}`
 * (`session_full_summary_get_by_id`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session's summary to read
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the summary, or an error of `syllable-sdk/models/errors`
 */
export function sessionsFullSummaryGetById(
  client: ClientSDK,
  request: SessionFullSummaryGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionSummaryResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
