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
import type { ClientSDK } from "../lib/sdks.js";

export type { SessionsIterateOptions, SessionsIterateRequest, SessionsPage };

const PAGE_SIZE = 200;

/**
 * Iterates over sessions in order of time, page by page, each page with a cursor from which
 * another iteration goes on. All that is said of `sessionsIterate` holds here.
 *
 * @param client a `SyllableSDKCore` or `SyllableSDK`
 * @param request what to iterate over; `{}` for all sessions, newest first
 * @param options of the iteration and of each of its requests
 */
export async function* sessionsPages(
  client: ClientSDK,
  request: SessionsIterateRequest = {},
  options: SessionsIterateOptions = {},
): AsyncGenerator<SessionsPage, void, undefined> {
  const { concurrency = 1, cursor, ...callOptions } = options;
  const given: SessionsIterateRequest = {
    ...request,
    limit: request.limit || PAGE_SIZE,
    orderByDirection: request.orderByDirection ?? "desc",
  };
  const position = readCursor(given, cursor);
  const source = openSource(client, given, callOptions);
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
          return writeCursor(given, { first, at, keys: [...keys].slice(0, count) });
        },
      };
    }
  } finally {
    source.close();
  }
}
