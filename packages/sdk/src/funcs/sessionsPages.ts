import { throwIfAborted } from "../iterate/abort.js";
import { readCursor, writeCursor } from "../iterate/cursor.js";
import type {
  SessionsIterateOptions,
  SessionsIterateRequest,
  SessionsPage,
} from "../iterate/options.js";
import { walkSlices } from "../iterate/slices.js";
import { openSource } from "../iterate/source.js";
import { walk } from "../iterate/walk.js";
import { expectObject } from "../lib/expect-object.js";
import type { ClientSDK } from "../lib/sdks.js";

export type { SessionsIterateOptions, SessionsIterateRequest, SessionsPage };

const DEFAULT_PAGE_SIZE = 200;

/**
 * Iterates over sessions in order of time, page by page. Each page has a cursor from which another
 * iteration can continue. Otherwise like `sessionsIterate`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param request Which sessions to iterate over. Default: `{}`, all sessions, newest first.
 * @param options The options of the iteration and of each of its requests.
 * @returns The pages, each with at least one session.
 * @throws The errors of `sessionsList`, while iterating.
 * @throws {SDKValidationError} If the cursor belongs to another request.
 * @throws {UnexpectedClientError} If a list is not in order of time, if 1,000 pages in a row have
 *   no new session, or if more than about a million sessions share one millisecond.
 * @example
 * ```ts
 * for await (const { items, cursor } of sessionsPages(client, {}, { cursor: saved })) {
 *   saved = cursor;
 * }
 * ```
 */
export async function* sessionsPages(
  client: ClientSDK,
  request: SessionsIterateRequest = {},
  options: SessionsIterateOptions = {},
): AsyncGenerator<SessionsPage, void, undefined> {
  expectObject(Object(client)._options, "client");
  expectObject(request, "request");
  expectObject(options);
  const { concurrency = 1, cursor, ...callOptions } = options;
  const fullRequest: SessionsIterateRequest = {
    ...request,
    limit: request.limit || DEFAULT_PAGE_SIZE,
    orderByDirection: request.orderByDirection ?? "desc",
  };
  const position = readCursor(fullRequest, cursor);
  const source = openSource(client, fullRequest, callOptions);
  try {
    const steps =
      concurrency > 1
        ? walkSlices(source, position, concurrency)
        : walk(source, position, { until: Infinity });
    for await (const { items, first, at, keys, count } of steps) {
      throwIfAborted(options);
      yield {
        items,
        get cursor() {
          return writeCursor(fullRequest, { first, at, keys: [...keys].slice(0, count) });
        },
      };
    }
  } finally {
    source.close();
  }
}
