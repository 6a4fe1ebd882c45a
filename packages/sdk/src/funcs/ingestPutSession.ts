import { putSession as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Creates a session or replaces it: `PUT /api/v1/sessions/{session_id}` (`session_put`).
 *
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The session with its id, a decimal number below 2^53.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the session as stored, or an error of `syllable-sdk/models/errors`.
 *   The promise never rejects.
 * @example
 * ```ts
 * const result = await ingestPutSession(client, { sessionId: "42", timestamp: new Date() });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestPutSession(
  client: ClientSDK,
  request: Session & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<Session, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
