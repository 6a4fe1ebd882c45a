import { deleteSession as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readNothing } from "../http/read-nothing.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Deletes a session, its parts and its recordings: `DELETE /api/v1/sessions/{session_id}`
 * (`session_delete`).
 *
 * An operation of the self-hosted service. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which session to delete
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns nothing, or an error of `syllable-sdk/models/errors`
 */
export function ingestDeleteSession(
  client: ClientSDK,
  request: { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<undefined, CallError>> {
  return call(client, operation, readNothing, request, options);
}
