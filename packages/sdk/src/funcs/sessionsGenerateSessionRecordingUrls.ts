import { generateSessionRecordingUrls as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionRecordingResponse } from "../models/components/index.js";
import type { GenerateSessionRecordingUrlsRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets URLs of a session's recordings, each of which opens one until it expires:
 * `POST /api/v1/sessions/recording/{session_id}` (`generate_session_recording_urls`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session to get URLs for.
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the URLs, or an error of `syllable-sdk/models/errors`
 */
export function sessionsGenerateSessionRecordingUrls(
  client: ClientSDK,
  request: GenerateSessionRecordingUrlsRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionRecordingResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
