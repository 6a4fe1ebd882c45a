import { sessionsList as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ListResponseSession } from "../models/components/index.js";
import type { SessionsListRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Lists sessions, one page at a time: `GET /api/v1/sessions/` (`sessions_list`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which sessions to list. Default: `{}`, the newest 25. `limit` is at most 10,000.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the page, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await sessionsList(client, { limit: 5 });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsList(
  client: ClientSDK,
  request: SessionsListRequest = {},
  options?: RequestOptions,
): APIPromise<Result<ListResponseSession, CallError>> {
  return call(client, operation, readJson, request, options);
}
