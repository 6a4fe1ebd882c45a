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
 * Stores the latency of the steps of a session. Replaces what was stored before. Sends
 * `PUT /api/v1/sessions/latency/{session_id}` (`session_latency_put`).
 *
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The session's id and the measured steps.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the steps and their totals, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await ingestPutLatency(client, { sessionId: "42", timeline: steps });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestPutLatency(
  client: ClientSDK,
  request: SessionLatency & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<InspectLatencyResponse, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
