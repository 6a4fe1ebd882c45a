import type { RequestOptions } from "../lib/sdks.js";
import type { Session } from "../models/components/index.js";
import type { SessionsListRequest } from "../models/operations/index.js";

/**
 * What to iterate over: the filters, bounds and `fields` of a list, and its direction of time,
 * `orderByDirection`, by default `desc` (newest first). `limit` is how many sessions one request
 * asks for, by default (and for 0) 200; a server may give fewer.
 */
export interface SessionsIterateRequest extends Omit<SessionsListRequest, "page" | "orderBy"> {}

/**
 * Options of an iteration; those of a call hold for each of its requests. `retries` is by default
 * the client's `retryConfig`, else every 429, 5XX and failed connection is tried again for up to
 * five minutes.
 */
export type SessionsIterateOptions = RequestOptions & {
  /** How many pages to fetch at once, and at most to hold. Default 1. */
  concurrency?: number;
  /** Where to go on: the `cursor` of a page of the same request. Default: from the start. */
  cursor?: string;
};

/** Some sessions of an iteration, at least one. */
export interface SessionsPage {
  /** The sessions, in order of time. */
  readonly items: Session[];
  /**
   * Goes on after this page, in this process or another. It holds for the same direction, filters
   * and bounds; `limit`, `fields` and `concurrency` may change. It names the last sessions given.
   */
  readonly cursor: string;
}
