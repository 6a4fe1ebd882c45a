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
 * Gets the latency of the steps of a session: `GET /api/v1/sessions/latency/{session_id}`
 * (`session_latency_get_by_id`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the measured steps and their totals, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsLatencyGetById(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsLatencyGetById(
  client: ClientSDK,
  request: SessionLatencyGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<InspectLatencyResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
