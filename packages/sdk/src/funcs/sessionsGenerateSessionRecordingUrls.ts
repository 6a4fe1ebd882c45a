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
 * Creates URLs for the recordings of a session. Each URL opens one recording until it expires.
 * Sends `POST /api/v1/sessions/recording/{session_id}` (`generate_session_recording_urls`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the URLs and when they expire, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsGenerateSessionRecordingUrls(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsGenerateSessionRecordingUrls(
  client: ClientSDK,
  request: GenerateSessionRecordingUrlsRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionRecordingResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
