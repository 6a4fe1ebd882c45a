import { listRecordings as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ListResponseRecording } from "../models/components/index.js";
import type { SessionRecordingsListRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Lists the recordings of a session, sorted by name: `GET /api/v1/sessions/recording/{session_id}`
 * (`session_recordings_list`).
 *
 * Only the self-hosted service has this operation.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds all recordings, or an error of `syllable-sdk/models/errors`. The promise
 *   never rejects.
 * @example
 * ```ts
 * const result = await sessionsRecordingsList(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsRecordingsList(
  client: ClientSDK,
  request: SessionRecordingsListRequest,
  options?: RequestOptions,
): APIPromise<Result<ListResponseRecording, CallError>> {
  return call(client, operation, readJson, request, options);
}
