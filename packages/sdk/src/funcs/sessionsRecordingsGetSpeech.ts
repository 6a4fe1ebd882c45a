import { recordingSpeechGet as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Speech } from "../models/components/index.js";
import type { SessionRecordingSpeechGetRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets the speech segments of a recording: when someone speaks on each channel. Sends
 * `GET /api/v1/sessions/recording/{session_id}/{name}/speech` (`session_recording_speech_get`).
 *
 * While the `analysis` of the recording is `pending`, the service returns a 409; if it is
 * `unsupported` or `failed`, a 404. Only the self-hosted service has this operation.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which recording.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the speech on each channel, with times in milliseconds from the start
 *   of the recording, or an error of `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsRecordingsGetSpeech(client, { sessionId: "42", name: "call.mp3" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsRecordingsGetSpeech(
  client: ClientSDK,
  request: SessionRecordingSpeechGetRequest,
  options?: RequestOptions,
): APIPromise<Result<Speech, CallError>> {
  return call(client, operation, readJson, request, options);
}
