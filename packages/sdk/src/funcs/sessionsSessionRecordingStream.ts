import { sessionRecordingStream as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readStream } from "../http/read-stream.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionRecordingStreamRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Streams a recording: `GET /api/v1/sessions/recording/stream` (`session_recording_stream`).
 *
 * Read the stream to its end or cancel it. A `Range` header in `options.headers` gets a part of the
 * recording. `timeoutMs` ends when the stream begins; `idleTimeoutMs` limits the time between two
 * chunks.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The token of the recording: the `token` parameter of one of its URLs. With
 *   `as: "wav"`, the samples are streamed as 16-bit PCM in a WAV file. Default: the bytes as uploaded.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the bytes, of any media type, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsSessionRecordingStream(client, { token });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsSessionRecordingStream(
  client: ClientSDK,
  request: SessionRecordingStreamRequest,
  options?: RequestOptions,
): APIPromise<Result<ReadableStream<Uint8Array>, CallError>> {
  return call(client, operation, readStream, request, options);
}
