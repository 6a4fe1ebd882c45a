import type { RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { SessionsListRequest } from "../models/operations/index.js";

/**
 * Which sessions to iterate over: the filters, time range and `fields` of a list. `orderByDirection`
 * is the direction of time, by default `desc` (newest first). `limit` is the number of sessions that
 * one request gets, by default (and for 0) 200; a server may return fewer.
 */
export interface SessionsIterateRequest extends Omit<SessionsListRequest, "page" | "orderBy"> {}

/**
 * Options of an iteration. Those of a call apply to each of its requests. By default, `retries` is
 * the client's `retryConfig`; without one, 429, 5XX and connection errors are retried for up to five
 * minutes.
 */
export type SessionsIterateOptions = RequestOptions & {
  /**
   * The number of pages to fetch at the same time.
   * @default 1
   */
  concurrency?: number | undefined;
  /**
   * The `cursor` of a page of the same request, to continue after that page.
   * @default The start.
   */
  cursor?: string | undefined;
};

/** One page of an iteration, with at least one session. */
export interface SessionsPage {
  /** The sessions in order of time, at least one. */
  readonly items: Session[];
  /**
   * Continues after this page, in this process or another. It is valid for the same direction,
   * filters and time range; `limit`, `fields` and `concurrency` may change. It contains the ids of
   * the last sessions returned.
   */
  readonly cursor: string;
}
