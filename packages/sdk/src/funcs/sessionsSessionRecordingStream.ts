import { sessionRecordingStream as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readStream } from "../http/read-stream.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionRecordingStreamRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Streams a recording: `GET /api/v1/sessions/recording/stream` (`session_recording_stream`). Read
 * the stream to its end or cancel it. A `Range` header in the options gives a part.
 *
 * Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the token of the recording, from one of its URLs.
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the bytes, of whatever media type, or an error of `syllable-sdk/models/errors`
 */
export function sessionsSessionRecordingStream(
  client: ClientSDK,
  request: SessionRecordingStreamRequest,
  options?: RequestOptions,
): APIPromise<Result<ReadableStream<Uint8Array>, CallError>> {
  return call(client, operation, readStream, request, options);
}
