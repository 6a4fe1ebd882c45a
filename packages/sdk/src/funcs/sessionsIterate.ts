import { throwIfAborted } from "../iterate/abort.js";
import type { SessionsIterateOptions, SessionsIterateRequest } from "../iterate/options.js";
import type { ClientSDK } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import { sessionsPages } from "./sessionsPages.js";

export type { SessionsIterateOptions, SessionsIterateRequest };

/**
 * Iterates over sessions in order of time: `for await (const session of sessionsIterate(sdk, {}))`.
 *
 * Every session that matches when the iteration begins comes exactly once, one that is added
 * meanwhile at most once, in constant memory: that of a page, times `concurrency`, and of the ids
 * of one millisecond. It needs no more than lists of pages in a total, lasting order of time. Where
 * more sessions than a page holds share a millisecond, deleting one of them meanwhile may hide
 * another. Sessions without an id are told apart by all that they hold.
 *
 * Unlike other functions it throws, while iterating, the errors of `sessionsList`; an
 * `SDKValidationError` also if the cursor belongs to another request, and an `UnexpectedClientError` if a
 * list is not in order of time, if 1,000 pages in a row hold no new session, or if more than about a
 * million sessions share one millisecond. Leaving the loop or the `signal` ends what is under way.
 *
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request what to iterate over; `{}` for all sessions, newest first
 * @param options of the iteration and of each of its requests
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
