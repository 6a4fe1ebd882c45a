import { recordingWaveformGet as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Waveform } from "../models/components/index.js";
import type { SessionRecordingWaveformGetRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Gets the waveform of a recording. Sends
 * `GET /api/v1/sessions/recording/{session_id}/{name}/waveform` (`session_recording_waveform_get`).
 *
 * While the `analysis` of the recording is `pending`, the service returns a 409; if it is
 * `unsupported` or `failed`, a 404. Only the self-hosted service has this operation.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which recording. `samplesPerPixel` is the resolution. Default: the finest that is
 *   stored.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the waveform, in the JSON form of the audiowaveform data format, or an
 *   error of `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const request = { sessionId: "42", name: "call.mp3", samplesPerPixel: 1024 };
 * const result = await sessionsRecordingsGetWaveform(client, request);
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsRecordingsGetWaveform(
  client: ClientSDK,
  request: SessionRecordingWaveformGetRequest,
  options?: RequestOptions,
): APIPromise<Result<Waveform, CallError>> {
  return call(client, operation, readJson, request, options);
}
