import { sessionsList } from "../funcs/sessionsList.js";
import type { RetryConfig } from "../lib/retries.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ListResponseSession, Session } from "../models/components/index.js";
import type { SessionsListRequest } from "../models/operations/index.js";
import { unwrap } from "../types/result.js";
import { signalOf } from "./abort.js";
import type { SessionsIterateRequest } from "./options.js";
import type { Moment } from "./position.js";

/** Where an iteration's sessions come from: lists of windows of time, in one direction. */
export interface Source {
  /** How many sessions a list is asked for. */
  readonly limit: number;
  /** Whether sessions come with an id only because the iteration needs it. */
  readonly addsId: boolean;
  momentOf(session: Session): Moment;
  /**
   * One page of a window that holds at least what lies from one moment on and before another; an
   * endless side is the caller's own bound. A server may take its bounds as included or excluded
   * and keep microseconds, so that the window is a little wider than the moments.
   */
  list(page: number, from: Moment, until: Moment): Promise<ListResponseSession>;
  /** The moment of the last session within the caller's bounds; `-Infinity` where there is none. */
  last(): Promise<Moment>;
  /** Ends the requests that are under way. */
  close(): void;
}

const RETRIES: RetryConfig = {
  strategy: "backoff",
  backoff: { maxElapsedTime: 300_000 },
  retryConnectionErrors: true,
};

/** A bound of a list; undefined outside the years that a bound can express, where no session is. */
function boundAt(ms: number): string | undefined {
  if (Math.abs(ms) === Infinity) return undefined;
  const text = new Date(ms).toISOString();
  return /^\d/.test(text) ? text : undefined;
}

/** @param request with a limit and a direction */
export function openSource(
  client: ClientSDK,
  request: SessionsIterateRequest,
  options: RequestOptions,
): Source {
  const { limit, fields, orderByDirection } = request;
  const ascending = orderByDirection === "asc";
  const sign = ascending ? 1 : -1;
  const addsId = !!fields?.length && !fields.includes("session_id");
  const retries = options.retries ?? client._options.retryConfig ?? RETRIES;
  const signal = signalOf(options);
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", abort);

  const momentOf = (session: Session) => sign * +session.timestamp;
  const list = (change: SessionsListRequest) => {
    if (signal?.aborted) abort();
    const wanted = addsId ? [...fields, "session_id" as const] : fields;
    return unwrap(
      sessionsList(
        client,
        { ...request, orderBy: "timestamp", fields: wanted, ...change },
        { ...options, retries, signal: controller.signal },
      ),
    );
  };

  return {
    limit: limit!,
    addsId,
    momentOf,
    list(page, from, until) {
      const window: SessionsListRequest = { page };
      const [start, end] = ascending ? [from - 1, until + 1] : [-until, 2 - from];
      window.startDatetime = boundAt(start!) ?? request.startDatetime;
      window.endDatetime = boundAt(end!) ?? request.endDatetime;
      return list(window);
    },
    async last() {
      const { items } = await list({ limit: 1, orderByDirection: ascending ? "desc" : "asc" });
      return items[0] ? momentOf(items[0]) : -Infinity;
    },
    close() {
      signal?.removeEventListener("abort", abort);
      abort();
    },
  };
}
