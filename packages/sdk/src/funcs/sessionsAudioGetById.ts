import { sessionAudioGetById as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { AudioFacts } from "../models/components/index.js";
import type { SessionAudioGetByIdRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets what was heard in the recordings of a session: talk times, silence, response gaps and
 * possible faults. Sends `GET /api/v1/sessions/audio/{session_id}` (`session_audio_get_by_id`).
 *
 * Recordings whose `analysis` is not `ready` are absent: see `sessionsRecordingsList`. Only the
 * self-hosted service has this operation.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which session.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the facts, with times in milliseconds from the start of each
 *   recording, or an error of `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsAudioGetById(client, { sessionId: "42" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsAudioGetById(
  client: ClientSDK,
  request: SessionAudioGetByIdRequest,
  options?: RequestOptions,
): APIPromise<Result<AudioFacts, CallError>> {
  return call(client, operation, readJson, request, options);
}
