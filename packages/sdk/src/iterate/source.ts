import { sessionsList } from "../funcs/sessionsList.js";
import { signalOf } from "../http/on-abort.js";
import type { RetryConfig } from "../lib/retries.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ListResponseSession, Session } from "../models/components/index.js";
import type { SessionsListRequest } from "../models/operations/index.js";
import { unwrap } from "../types/result.js";
import type { SessionsIterateRequest } from "./options.js";
import type { Moment } from "./position.js";

/** Lists the sessions of time windows, in the direction of the iteration. */
export interface Source {
  /** The page size of each request. */
  readonly limit: number;
  /** Whether session ids are requested only because the iteration needs them. */
  readonly addsId: boolean;
  momentOf(session: Session): Moment;
  /**
   * Lists one page of the sessions from one moment up to another. An infinite moment means the
   * caller's own bound. The requested window is slightly wider, because a server may treat its
   * bounds as inclusive or exclusive and store microseconds.
   */
  list(page: number, from: Moment, until: Moment): Promise<ListResponseSession>;
  /** The moment of the last session in the caller's time range; `-Infinity` if there is none. */
  last(): Promise<Moment>;
  /** Aborts the requests in progress. */
  close(): void;
}

const RETRIES: RetryConfig = {
  strategy: "backoff",
  backoff: { maxElapsedTime: 300_000 },
  retryConnectionErrors: true,
};

/**
 * The bound of a list; `undefined` for years that a bound cannot express, which have no sessions.
 */
function toBound(ms: number): string | undefined {
  if (Math.abs(ms) === Infinity) return undefined;
  const text = new Date(ms).toISOString();
  return /^\d/.test(text) ? text : undefined;
}

/** @param request has a limit and a direction */
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
  const list = (page: SessionsListRequest) => {
    if (signal?.aborted) abort();
    const requestedFields = addsId ? [...fields, "session_id" as const] : fields;
    return unwrap(
      sessionsList(
        client,
        { ...request, orderBy: "timestamp", fields: requestedFields, ...page },
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
      window.startDatetime = toBound(start!) ?? request.startDatetime;
      window.endDatetime = toBound(end!) ?? request.endDatetime;
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
