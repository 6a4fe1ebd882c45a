import { sessionsStats as operation } from "syllable-contract";
import { call } from "../http/call.js";
import type { CallError } from "../http/call-error.js";
import { readJson } from "../http/read-json.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { SessionsStats } from "../models/components/index.js";
import type { SessionsStatsRequest } from "../models/operations/index.js";
import type { APIPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";

/**
 * Counts the sessions that match, and adds up their durations, by time or by a property:
 * `GET /api/v1/sessions/stats` (`sessions_stats`). Only the self-hosted service has this operation.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which sessions to count, and by what. The filters are those of a list.
 * @param options The options of this call. Default: those of the client.
 * @returns A result that holds the groups, at most 1,000, or an error of
 *   `syllable-sdk/models/errors`. The promise never rejects.
 * @example
 * ```ts
 * const result = await sessionsStats(client, { groupBy: "day", timeZone: "Europe/Berlin" });
 * if (!result.ok) throw result.error;
 * ```
 */
export function sessionsStats(
  client: ClientSDK,
  request: SessionsStatsRequest,
  options?: RequestOptions,
): APIPromise<Result<SessionsStats, CallError>> {
  return call(client, operation, readJson, request, options);
}
