import type { Session } from "../models/components/index.js";
import { UnexpectedClientError } from "../models/errors/http-client-errors.js";
import type { Moment, Position } from "./position.js";
import type { Source } from "./source.js";

/** Sessions of a walk, at least one, and the position after them. */
export interface Step extends Position {
  readonly first: Moment;
  readonly items: Session[];
  /** How many of the keys belong to this position. Later steps add more keys to the same set. */
  readonly count: number;
}

/** The end of a walk, exclusive. It may be moved forward while the walk runs. */
export interface WalkBounds {
  until: Moment;
}

/** How many consecutive empty pages to skip while only the total count says that more follow. */
const MAX_EMPTY_PAGES = 3;

/** How many consecutive pages may contain no new session, whatever the totals say. */
const MAX_PAGES_WITHOUT_NEW = 1_000;

/** The most memory for the keys of one millisecond, in bytes: enough for a million ids. */
const MAX_KEYS_SIZE = 100_000_000;

/** The approximate number of bytes that a set needs for a key, in addition to its characters. */
const KEY_OVERHEAD = 60;

/**
 * Walks through the sessions after a position, in order of time.
 *
 * A new session can only move others to later pages. So pages that are read in order miss no
 * session; one that appears twice is before the position or among its keys, and is skipped. When
 * the position advances, the window is moved to start there, with page 0 again, so that page
 * numbers stay small.
 */
export async function* walk(
  source: Source,
  { first, at, keys }: Position,
  bounds: WalkBounds,
): AsyncGenerator<Step, void> {
  const { limit, addsId, momentOf } = source;
  let returned = new Set(keys);
  let keysSize = 0;
  let pagesWithoutNew = 0;
  let from = -Infinity;
  let page = 0;
  // The sessions of this window, and its consecutive empty pages.
  let seen = 0;
  let emptyPages = 0;
  // Windows are slightly wider than requested. At the first session's moment, the window must keep
  // the caller's own bound, or it would include sessions outside of it.
  const advances = () => at > from && at > first!;
  if (advances()) from = at;
  for (;;) {
    const list = await source.list(page, from, bounds.until);
    const items: Session[] = [];
    let previous = -Infinity;
    for (const session of list.items) {
      const moment = momentOf(session);
      if (moment < previous) throw new UnexpectedClientError("The list is not ordered by time");
      previous = moment;
      if (moment >= bounds.until) break;
      first ??= moment;
      if (moment > at) {
        at = moment;
        returned = new Set();
        keysSize = 0;
      }
      const key = session.sessionId ?? JSON.stringify(session);
      if (moment < at || returned.has(key)) continue;
      returned.add(key);
      keysSize += key.length + KEY_OVERHEAD;
      if (keysSize > MAX_KEYS_SIZE) {
        throw new UnexpectedClientError("Too many sessions share one millisecond");
      }
      if (addsId) delete session.sessionId;
      items.push(session);
    }
    if (items.length) yield { items, first: first!, at, keys: returned, count: returned.size };

    if (previous >= bounds.until) return;
    pagesWithoutNew = items.length ? 0 : pagesWithoutNew + 1;
    if (pagesWithoutNew === MAX_PAGES_WITHOUT_NEW) {
      throw new UnexpectedClientError(
        `${pagesWithoutNew} consecutive pages contain no new session; use a larger limit`,
      );
    }
    const { length } = list.items;
    const size = Math.min(limit, list.pageSize) || limit;
    // Comparisons with an absent total are false.
    const total = list.totalCount!;
    seen += length;
    page++;
    if (length) {
      emptyPages = 0;
      // Neither a total nor a short page alone is proof of the end: a server may cap its pages.
      if (length < limit && seen === total) return;
      // The server returns its last page again for a page past the end.
      if (!items.length && list.page < page - 1) return;
      if (advances() && (length >= size || page > 1)) {
        from = at;
        page = seen = 0;
      }
    } else if (
      !(
        page < list.totalPages! ||
        page * size < total ||
        (seen < total && emptyPages++ < MAX_EMPTY_PAGES)
      )
    ) {
      return;
    }
  }
}
