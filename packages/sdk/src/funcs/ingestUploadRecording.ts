import { uploadRecording as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import type { Content } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Recording, RecordingUpdate } from "../models/components/index.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/** A recording to upload. */
export interface UploadRecordingRequest {
  /** The id of the session. */
  sessionId: string;
  /**
   * The name of the recording, unique within the session: 1 to 255 bytes of UTF-8 without slashes
   * and control characters, and not `.` or `..`. It is stored in Unicode normalization form C.
   */
  name: string;
  /**
   * The bytes. A stream, of the web or of Node, can be sent once only: such a call is not retried.
   */
  body: Content["body"] | AsyncIterable<Uint8Array>;
  /**
   * The media type, such as `audio/mpeg`.
   * @default The type of the `Blob`, otherwise detected from the bytes.
   */
  type?: string | undefined;
  /** The SHA-256 of the bytes, in hexadecimal. The service rejects bytes that do not match it. */
  sha256?: string | undefined;
  /**
   * When the recording started.
   * @default Estimated from the sound and the transcript; until then, the timestamp of the session.
   */
  startedAt?: RecordingUpdate["startedAt"];
  /**
   * Who is heard on each channel, in the order of the channels. `mixed` is a single channel with everyone.
   * @default Estimated from the sound and the transcript.
   */
  channels?: RecordingUpdate["channels"];
}

/**
 * Uploads a recording. Replaces the recording of the same name. Sends
 * `PUT /api/v1/sessions/recording/{session_id}/{name}` (`session_recording_put`).
 *
 * An upload of a stream is not retried. Only the self-hosted service has this operation; it needs a
 * key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The recording.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the recording as stored, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await ingestUploadRecording(client, { sessionId: "42", name: "call.mp3", body });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestUploadRecording(
  client: ClientSDK,
  request: UploadRecordingRequest,
  options?: RequestOptions,
): APIPromise<Result<Recording, CallError>> {
  const { body, type, sha256, ...fields } = { ...request };
  // The call rejects a request that is not an object.
  const parameters = typeof request === "object" && request ? fields : request;
  // Evaluated during the call, so that an invalid header is an error of the call.
  const headers: Iterable<[string, string]> = {
    *[Symbol.iterator]() {
      const merged = new Headers(options?.headers);
      if (sha256) merged.set("x-content-sha256", sha256);
      yield* merged;
    },
  };
  const callOptions: RequestOptions = { ...options, headers: headers as [string, string][] };
  const iterator = isInMemory(body) || isWebStream(body) ? undefined : toIterator(body);
  const stream = iterator ? toStream(iterator) : body;
  const duplex = isInMemory(body) ? undefined : ("half" as const);
  if (duplex) callOptions.retries = { strategy: "none" };
  const content = () => {
    if (isInMemory(stream) || isWebStream(stream)) return { body: stream, type, duplex };
    throw new SDKValidationError("body: expected bytes, a Blob or a stream", body);
  };
  const promise = call(client, operation, readJson, parameters, callOptions, content);
  // If the response arrives before the end of the stream, `fetch` may not close the stream.
  promise.then(() => iterator?.return?.()).catch(() => {});
  return promise;
}

type InMemory = Exclude<Content["body"], WebStream>;
type WebStream = ReadableStream<Uint8Array>;

/** Compares tags, because `instanceof` fails for values of another realm. */
function tagOf(value: unknown): string {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    // Reading its properties throws.
    return "";
  }
}
const isWebStream = (value: unknown): value is WebStream =>
  tagOf(value) === "[object ReadableStream]";
const isInMemory = (value: unknown): value is InMemory =>
  ArrayBuffer.isView(value) || /^.{8}(String|Blob|File|ArrayBuffer)\]/.test(tagOf(value));

function toIterator(value: unknown): AsyncIterator<Uint8Array> | undefined {
  try {
    return (value as Partial<AsyncIterable<Uint8Array>> | null)?.[Symbol.asyncIterator]?.();
  } catch {
    // The call rejects a value that is none of the types of a body.
    return undefined;
  }
}

const toStream = (iterator: AsyncIterator<Uint8Array>): WebStream =>
  new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
