import { updateRecording as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Recording, RecordingUpdate } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Sets when a recording started and who is heard on its channels. Sends
 * `PATCH /api/v1/sessions/recording/{session_id}/{name}` (`session_recording_patch`).
 *
 * Absent fields do not change. Only the self-hosted service has this operation; it needs a key of
 * scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which recording, and its new `startedAt` or `channels`.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the recording as stored, or an error of `syllable-sdk/models/errors`. The
 *   promise never rejects.
 * @example
 * ```ts
 * const request = { sessionId: "42", name: "call.mp3", startedAt: new Date("2026-01-31T09:00:02Z") };
 * const result = await sessionsRecordingsUpdate(client, request);
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsRecordingsUpdate(
  client: ClientSDK,
  request: RecordingUpdate & { sessionId: string; name: string },
  options?: RequestOptions,
): APIPromise<Result<Recording, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
