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
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session to delete.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds nothing, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await ingestDeleteSession(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestDeleteSession(
  client: ClientSDK,
  request: { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<undefined, CallError>> {
  return call(client, operation, readNothing, request, options);
}
