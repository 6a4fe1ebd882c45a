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
 * Stores the summary of a session. Replaces the one stored before. Sends
 * `PUT /api/v1/sessions/full-summary/{session_id}` (`session_full_summary_put`).
 *
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The session's id and its summary.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the summary as stored, or an error of `syllable-sdk/models/errors`.
 *   The promise never rejects.
 * @example
 * ```ts
 * const result = await ingestPutFullSummary(client, { sessionId: "42", summary: "Booked an appointment." });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestPutFullSummary(
  client: ClientSDK,
  request: SessionSummaryResponse & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<SessionSummaryResponse, CallError>> {
  // The model of a summary does not have the id, which would be stored as an unknown field.
  const body = { ...request, sessionId: undefined };
  return call(client, operation, readJson, request, options, jsonContent(operation, body));
}
