import { putSession as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Creates a session or replaces it: `PUT /api/v1/sessions/{session_id}` (`session_put`).
 *
 * An operation of the self-hosted service. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the session, with its id: a decimal number below 2^53
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the session as kept, or an error of `syllable-sdk/models/errors`
 */
export function ingestPutSession(
  client: ClientSDK,
  request: Session & { sessionId: string },
  options?: RequestOptions,
): APIPromise<Result<Session, CallError>> {
  return call(client, operation, readJson, request, options, jsonContent(operation, request));
}
