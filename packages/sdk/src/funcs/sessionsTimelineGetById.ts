import { sessionTimelineGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionTimelineResponse } from "../models/components/index.js";
import type { SessionTimelineGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets the events of a session, in order of time: `GET /api/v1/sessions/timeline/{session_id}`
 * (`session_timeline_get_by_id`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the events, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await sessionsTimelineGetById(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsTimelineGetById(
  client: ClientSDK,
  request: SessionTimelineGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionTimelineResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
