import { createSession as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { jsonContent } from "../http/content.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Creates a session; the service gives the id: `POST /api/v1/sessions/` (`session_create`).
 *
 * An operation of the self-hosted service. Not retried unless `options.retries` says so, as that
 * may create two. Never rejects: what fails comes as the result's error.
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request the session, without an id
 * @param options of this call alone: time limit, retries, server, headers, signal
 * @returns the session with its id, or an error of `syllable-sdk/models/errors`
 */
export function ingestCreateSession(
  client: ClientSDK,
  request: Omit<Session, "sessionId">,
  options?: RequestOptions,
): APIPromise<Result<Session, CallError>> {
  // Tried again after its answer was lost, it would create a second one.
  const careful: RequestOptions = { retries: { strategy: "none" }, ...options };
  return call(client, operation, readJson, {}, careful, jsonContent(operation, request));
}
