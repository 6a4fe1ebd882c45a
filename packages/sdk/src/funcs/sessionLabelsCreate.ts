import { sessionLabelCreate as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionLabel, SessionLabelCreate } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Adds a label to a session: `POST /api/v1/session_labels/` (`session_label_create`).
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The label.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the label with its id and time, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionLabelsCreate(client, label);
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionLabelsCreate(
  client: ClientSDK,
  request: SessionLabelCreate,
  options?: RequestOptions,
): APIPromise<Result<SessionLabel, CallError>> {
  return call(client, operation, readJson, {}, options, jsonContent(operation, request));
}
