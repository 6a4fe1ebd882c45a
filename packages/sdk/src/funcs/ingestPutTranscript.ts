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
 * Stores the transcript of a session. Replaces the one stored before. Sends
 * `PUT /api/v1/sessions/transcript/{session_id}` (`session_transcript_put`).
 *
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The session's id, its turns and its tool calls.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the transcript as stored, in order of time, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await ingestPutTranscript(client, { sessionId: "42", transcription: turns });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestPutTranscript(
  client: ClientSDK,
  request: SessionTranscript & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<SessionTranscriptionResponse, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
