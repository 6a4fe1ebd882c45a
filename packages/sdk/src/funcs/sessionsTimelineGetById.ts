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
 * Reads all that happened in a session, in order of time: `GET /api/v1/sessions/timeline/{session_id}`
 * (`session_timeline_get_by_id`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session's timeline to read
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the events, or an error of `syllable-sdk/models/errors`
 */
export function sessionsTimelineGetById(
  client: ClientSDK,
  request: SessionTimelineGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionTimelineResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
