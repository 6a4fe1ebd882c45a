import { uploadRecording as operation } from "#contract/ingest.js";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import type { Content } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Recording } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/** A recording to upload. */
export interface UploadRecordingRequest {
  /** The id of the session that it records. */
  sessionId: string;
  /** Its name, unique within the session: letters, digits, dots, dashes and underscores. */
  name: string;
  /** Its bytes. A stream is sent as it comes, and once only: such a call is not retried. */
  body: Content["body"];
  /** Its media type, such as `audio/mpeg`. Default: a `Blob`'s own, or what the bytes tell. */
  type?: string | undefined;
  /** The SHA-256 of the bytes, in hexadecimal; the service keeps nothing that has another. */
  sha256?: string | undefined;
}

/**
 * Uploads a recording: `PUT /api/v1/sessions/recording/{session_id}/{name}`
 * (`session_recording_put`). The same name again replaces it.
 *
 * An operation of the self-hosted service. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the recording
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the recording as kept, or an error of `syllable-sdk/models/errors`
 */
export function ingestUploadRecording(
  client: ClientSDK,
  request: UploadRecordingRequest,
  options?: RequestOptions,
): APIPromise<Result<Recording, CallError>> {
  const { body, type, sha256, ...place } = { ...request };
  // Read where a header that is none becomes the call's error.
  const headers: Iterable<[string, string]> = {
    *[Symbol.iterator]() {
      const given = new Headers(options?.headers);
      if (sha256) given.set("x-content-sha256", sha256);
      yield* given;
    },
  };
  const all: RequestOptions = { ...options, headers: headers as [string, string][] };
  const isStream = body instanceof ReadableStream;
  if (isStream) all.retries = { strategy: "none" };
  const content = { body, type, duplex: isStream ? ("half" as const) : undefined };
  return call(client, operation, readJson, place, all, () => content);
}
