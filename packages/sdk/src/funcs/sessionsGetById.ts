import { sessionGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { SessionGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Reads one session: `GET /api/v1/sessions/{session_id}` (`session_get_by_id`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session to read.
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the session, or an error of `syllable-sdk/models/errors`
 */
export function sessionsGetById(
  client: ClientSDK,
  request: SessionGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<Session, CallError>> {
  return call(client, operation, readJson, request, options);
}
