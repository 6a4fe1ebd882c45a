import { sessionLatencyGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { InspectLatencyResponse } from "../models/components/index.js";
import type { SessionLatencyGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Reads how long the steps of a session took: `GET /api/v1/sessions/latency/{session_id}`
 * (`session_latency_get_by_id`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session's latency to read
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the measured steps and their sums, or an error of `syllable-sdk/models/errors`
 */
export function sessionsLatencyGetById(
  client: ClientSDK,
  request: SessionLatencyGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<InspectLatencyResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
