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
 * Gets the transcript of a session: `GET /api/v1/sessions/transcript/{session_id}`
 * (`session_transcript_get_by_id`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the turns and tool calls, in order of time, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsTranscriptGetById(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsTranscriptGetById(
  client: ClientSDK,
  request: SessionTranscriptGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionTranscriptionResponse, CallError>> {
  return call(client, operation, readJson, request, options);
}
