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
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request what to list; `{}` for the newest 25 sessions.
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the page, or an error of `syllable-sdk/models/errors`
 */
export function sessionsList(
  client: ClientSDK,
  request: SessionsListRequest,
  options?: RequestOptions,
): APIPromise<Result<ListResponseSession, CallError>> {
  return call(client, operation, readJson, request, options);
}
