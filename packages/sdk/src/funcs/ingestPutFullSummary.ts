import { putFullSummary as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionSummaryResponse } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Puts the summary of a session: `PUT /api/v1/sessions/full-summary/{session_id}`
 * (`session_full_summary_put`).
 *
 * An operation of the self-hosted service. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the session's id and its summary; what was put before is replaced
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the summary as kept, or an error of `syllable-sdk/models/errors`
 */
export function ingestPutFullSummary(
  client: ClientSDK,
  request: SessionSummaryResponse & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<SessionSummaryResponse, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
