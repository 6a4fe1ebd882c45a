import { putLatency as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { InspectLatencyResponse, SessionLatency } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Puts how long the steps of a session took: `PUT /api/v1/sessions/latency/{session_id}`
 * (`session_latency_put`).
 *
 * An operation of the self-hosted service. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the session's id and the measured steps; what was put before is replaced
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the steps as kept, and their sums, or an error of `syllable-sdk/models/errors`
 */
export function ingestPutLatency(
  client: ClientSDK,
  request: SessionLatency & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<InspectLatencyResponse, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
