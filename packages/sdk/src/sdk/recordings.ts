import { sessionsRecordingsGetSpeech } from "../funcs/sessionsRecordingsGetSpeech.js";
import { sessionsRecordingsGetWaveform } from "../funcs/sessionsRecordingsGetWaveform.js";
import { sessionsRecordingsList } from "../funcs/sessionsRecordingsList.js";
import { sessionsRecordingsUpdate } from "../funcs/sessionsRecordingsUpdate.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type {
  ListResponseRecording,
  Recording,
  RecordingUpdate,
  Speech,
  Waveform,
} from "../models/components/index.js";
import type {
  SessionRecordingSpeechGetRequest,
  SessionRecordingsListRequest,
  SessionRecordingWaveformGetRequest,
} from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** Recordings of sessions. Only the self-hosted service has these operations. */
export class Recordings extends ClientSDK {
  /**
   * Lists the recordings of a session, sorted by name: `GET /api/v1/sessions/recording/{session_id}`
   * (`session_recordings_list`).
   *
   * @param request Which session.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of all recordings.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { items } = await sdk.sessions.recordings.list({ sessionId: "42" });
   * ```
   */
  list(
    request: SessionRecordingsListRequest,
    options?: RequestOptions,
  ): CallPromise<ListResponseRecording> {
    return unwrap(sessionsRecordingsList(this, request, options));
  }

  /**
   * Sets when a recording started and who is heard on its channels. Sends
   * `PATCH /api/v1/sessions/recording/{session_id}/{name}` (`session_recording_patch`).
   *
   * Absent fields do not change. Needs an API key with the scope `write`.
   *
   * @param request Which recording, and its new `startedAt` or `channels`.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the recording as stored.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404 or 413.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const startedAt = new Date("2026-01-31T09:00:02Z");
   * await sdk.sessions.recordings.update({ sessionId: "42", name: "call.mp3", startedAt });
   * ```
   */
  update(
    request: RecordingUpdate & { sessionId: string; name: string },
    options?: RequestOptions,
  ): CallPromise<Recording> {
    return unwrap(sessionsRecordingsUpdate(this, request, options));
  }

  /**
   * Gets the waveform of a recording. Sends
   * `GET /api/v1/sessions/recording/{session_id}/{name}/waveform`
   * (`session_recording_waveform_get`).
   *
   * While the `analysis` of the recording is `pending`, the service returns a 409; if it is
   * `unsupported` or `failed`, a 404.
   *
   * @param request Which recording. `samplesPerPixel` is the resolution. Default: the finest that is
   *   stored.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the waveform, in the JSON form of the audiowaveform data format.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404 or 409.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const request = { sessionId: "42", name: "call.mp3", samplesPerPixel: 1024 };
   * const { data } = await sdk.sessions.recordings.getWaveform(request);
   * ```
   */
  getWaveform(
    request: SessionRecordingWaveformGetRequest,
    options?: RequestOptions,
  ): CallPromise<Waveform> {
    return unwrap(sessionsRecordingsGetWaveform(this, request, options));
  }

  /**
   * Gets the speech segments of a recording: when someone speaks on each channel. Sends
   * `GET /api/v1/sessions/recording/{session_id}/{name}/speech` (`session_recording_speech_get`).
   *
   * While the `analysis` of the recording is `pending`, the service returns a 409; if it is
   * `unsupported` or `failed`, a 404.
   *
   * @param request Which recording.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the speech on each channel. Times are in milliseconds from the start of the
   *   recording.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403, 404 or 409.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const request = { sessionId: "42", name: "call.mp3" };
   * const { channels } = await sdk.sessions.recordings.getSpeech(request);
   * ```
   */
  getSpeech(
    request: SessionRecordingSpeechGetRequest,
    options?: RequestOptions,
  ): CallPromise<Speech> {
    return unwrap(sessionsRecordingsGetSpeech(this, request, options));
  }
}
