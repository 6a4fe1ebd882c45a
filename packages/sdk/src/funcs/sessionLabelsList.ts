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
 * Lists labels, one page at a time: `GET /api/v1/session_labels/` (`session_labels_list`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which labels to list. Default: `{}`, the newest 25. `limit` is at most 10,000.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the page, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await sessionLabelsList(client, { limit: 5 });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionLabelsList(
  client: ClientSDK,
  request: SessionLabelsListRequest = {},
  options?: RequestOptions,
): APIPromise<Result<ListResponseSessionLabel, CallError>> {
  return call(client, operation, readJson, request, options);
}
