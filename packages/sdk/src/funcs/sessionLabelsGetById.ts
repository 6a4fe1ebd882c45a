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
 * Reads one label: `GET /api/v1/session_labels/{session_label_id}` (`session_label_get_by_id`).
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request which label to read
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the label, or an error of `syllable-sdk/models/errors`
 */
export function sessionLabelsGetById(
  client: ClientSDK,
  request: SessionLabelGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionLabel, CallError>> {
  return call(client, operation, readJson, request, options);
}
