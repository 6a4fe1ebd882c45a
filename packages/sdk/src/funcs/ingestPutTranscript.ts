import { putTranscript as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type {
  SessionTranscript,
  SessionTranscriptionResponse,
} from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Puts what was said and done in a session: `PUT /api/v1/sessions/transcript/{session_id}`
 * (`session_transcript_put`).
 *
 * An operation of the self-hosted service. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the session's id, its turns and its tool calls; what was put before is replaced
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the transcript as kept, in order of time, or an error of `syllable-sdk/models/errors`
 */
export function ingestPutTranscript(
  client: ClientSDK,
  request: SessionTranscript & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<SessionTranscriptionResponse, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
