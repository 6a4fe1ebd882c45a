import { sessionGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { SessionGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets a session: `GET /api/v1/sessions/{session_id}` (`session_get_by_id`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session to get.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the session, or an error of `syllable-sdk/models/errors`. The
 *   promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsGetById(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsGetById(
  client: ClientSDK,
  request: SessionGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<Session, CallError>> {
  return call(client, operation, readJson, request, options);
}
