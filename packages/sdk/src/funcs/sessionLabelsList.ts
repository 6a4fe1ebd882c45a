import { sessionLabelsList as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ListResponseSessionLabel } from "../models/components/index.js";
import type { SessionLabelsListRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Lists labels of sessions, one page at a time: `GET /api/v1/session_labels/`
 * (`session_labels_list`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which labels to list; `{}` for the newest 25
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the page, or an error of `syllable-sdk/models/errors`
 */
export function sessionLabelsList(
  client: ClientSDK,
  request: SessionLabelsListRequest,
  options?: RequestOptions,
): APIPromise<Result<ListResponseSessionLabel, CallError>> {
  return call(client, operation, readJson, request, options);
}
