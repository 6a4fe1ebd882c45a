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
 * Creates a session. The service assigns its id. Sends `POST /api/v1/sessions/` (`session_create`).
 *
 * Not retried unless `options.retries` says so. A retry after a lost response would create a second
 * session. Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request The session, without an id.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the session with its id, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await ingestCreateSession(client, { timestamp: new Date() });
 * if (!result.ok) throw result.error;
 * ```
 */
export function ingestCreateSession(
  client: ClientSDK,
  request: Omit<Session, "sessionId">,
  options?: RequestOptions,
): APIPromise<Result<Session, CallError>> {
  // A retry after a lost response would create a second session.
  const careful: RequestOptions = { ...options, retries: options?.retries ?? { strategy: "none" } };
  return call(client, operation, readJson, {}, careful, jsonContent(operation, request));
}
