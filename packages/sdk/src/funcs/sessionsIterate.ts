import { throwIfAborted } from "../iterate/abort.js";
import type { SessionsIterateOptions, SessionsIterateRequest } from "../iterate/options.js";
import type { ClientSDK } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import { sessionsPages } from "./sessionsPages.js";

export type { SessionsIterateOptions, SessionsIterateRequest };

/**
 * Iterates over sessions in order of time.
 *
 * Every session that matches when the iteration begins is returned exactly once; one that is added
 * meanwhile, at most once. Memory use is constant: one page, times `concurrency`, and the ids of
 * one millisecond. If more sessions than a page has share a millisecond, deleting one of them
 * meanwhile may hide another. Sessions without an id are compared by all their fields.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which sessions to iterate over. Default: `{}`, all sessions, newest first.
 * @param options The options of the iteration and of each of its requests.
 * @returns The sessions. Leaving the loop, or the `signal`, ends requests that are under way.
 * @throws The errors of `sessionsList`, while iterating.
 * @throws {SDKValidationError} If the cursor belongs to another request.
 * @throws {UnexpectedClientError} If a list is not in order of time, if 1,000 pages in a row have
 *   no new session, or if more than about a million sessions share one millisecond.
 * @example
 * ```ts
 * for await (const { sessionId } of sessionsIterate(client, {})) console.log(sessionId);
 * ```
 */
export async function* sessionsIterate(
  client: ClientSDK,
  request: SessionsIterateRequest = {},
  options: SessionsIterateOptions = {},
): AsyncGenerator<Session, void, undefined> {
  for await (const { items } of sessionsPages(client, request, options)) {
    for (const session of items) {
      throwIfAborted(options);
      yield session;
    }
  }
}
