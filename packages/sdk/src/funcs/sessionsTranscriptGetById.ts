import { sessionTranscriptGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionTranscriptionResponse } from "../models/components/index.js";
import type { SessionTranscriptGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Reads what was said and done in a session: `GET /api/v1/sessions/transcript/{session_id}`
 * (`session_transcript_get_by_id`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session's transcript to read
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the turns and the tool calls, or an error of `syllable-sdk/models/errors`
 */
export function sessionsTranscriptGetById(
  client: ClientSDK,
  request: SessionTranscriptGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionTranscriptionResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
