import { deleteRecording as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readNothing } from "../http/read-nothing.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Deletes a recording: `DELETE /api/v1/sessions/recording/{session_id}/{name}`
 * (`session_recording_delete`).
 *
 * The session itself is not deleted. URLs of the recording stop working, and uploads in progress with
 * the same name fail. If the recording does not exist, the service returns a 404. Only the
 * self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which recording to delete.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds nothing, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await ingestDeleteRecording(client, { sessionId: "42", name: "call.mp3" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestDeleteRecording(
  client: ClientSDK,
  request: { sessionId: string; name: string },
  options?: RequestOptions,
): APIPromise<Result<undefined, CallError>> {
  return call(client, operation, readNothing, request, options);
}
