import { sessionLabelGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionLabel } from "../models/components/index.js";
import type { SessionLabelGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets a label: `GET /api/v1/session_labels/{session_label_id}` (`session_label_get_by_id`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which label to get.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the label, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await sessionLabelsGetById(client, { sessionLabelId: 7 });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionLabelsGetById(
  client: ClientSDK,
  request: SessionLabelGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionLabel, CallError>> {
  return call(client, operation, readJson, request, options);
}
