import type { Session } from "../models/components/index.js";
import { UnexpectedClientError } from "../models/errors/http-client-errors.js";
import type { Moment, Position } from "./position.js";
import type { Source } from "./source.js";

/** Sessions that a walk has come by, at least one, and how far it is after them. */
export interface Step extends Position {
  readonly first: Moment;
  readonly items: Session[];
  /** How many of the keys belong to the position: more may be added later. */
  readonly count: number;
}

/** A stretch of time to walk through: up to a moment, and not that moment. It may be cut short. */
export interface Stretch {
  until: Moment;
}

/** How many empty pages in a row are passed over while a total alone says that more follows. */
const PATIENCE = 3;

/** How many consecutive pages may hold no new session, whatever the totals say. */
const MAX_BARREN_PAGES = 1_000;

/** How much memory the keys of one millisecond may take, in bytes: over a million ids. */
const MAX_KEYS_SIZE = 100_000_000;

/** About how many bytes a set takes for a key, in addition to its characters. */
const KEY_OVERHEAD = 60;

/**
 * Walks through the sessions after a position, in order of time.
 *
 * A new session shifts others to higher ranks only, so that a window's pages, read in order, miss
 * none that was there; those that come again lie before the position or are among its keys. A
 * window that begins at the position starts over with page 0, so that pages stay few.
 */
export async function* walk(
  source: Source,
  { first, at, keys }: Position,
  stretch: Stretch,
): AsyncGenerator<Step, void> {
  const { limit, addsId, momentOf } = source;
  let given = new Set(keys);
  let keysSize = 0;
  let barren = 0;
  let from = -Infinity;
  let page = 0;
  // Sessions and empty pages in a row that this window has shown.
  let seen = 0;
  let empty = 0;
  // What a window shows beyond the caller's bound lies no later than the first session's moment, and
  // is passed over from the next one on.
  const advances = () => at > from && at > first!;
  if (advances()) from = at;
  for (;;) {
    const list = await source.list(page, from, stretch.until);
    const items: Session[] = [];
    let previous = -Infinity;
    for (const session of list.items) {
      const moment = momentOf(session);
      if (moment < previous) throw new UnexpectedClientError("The list is not in order of time");
      previous = moment;
      if (moment >= stretch.until) break;
      first ??= moment;
      if (moment > at) {
        at = moment;
        given = new Set();
        keysSize = 0;
      }
      const key = session.sessionId ?? JSON.stringify(session);
      if (moment < at || given.has(key)) continue;
      given.add(key);
      keysSize += key.length + KEY_OVERHEAD;
      if (keysSize > MAX_KEYS_SIZE) {
        throw new UnexpectedClientError("Too many sessions share one millisecond");
      }
      if (addsId) delete session.sessionId;
      items.push(session);
    }
    if (items.length) yield { items, first: first!, at, keys: given, count: given.size };

    if (previous >= stretch.until) return;
    barren = items.length ? 0 : barren + 1;
    if (barren === MAX_BARREN_PAGES) {
      throw new UnexpectedClientError(
        `${barren} pages in a row hold no new session: try a larger limit`,
      );
    }
    const { length } = list.items;
    const size = Math.min(limit, list.pageSize) || limit;
    // Whatever is compared with a total that is absent is false.
    const total = list.totalCount!;
    seen += length;
    page++;
    if (length) {
      empty = 0;
      // The totals alone are not believed, nor is a short page: a server may cap its pages.
      if (length < limit && seen === total) return;
      // The server has no such page and gives its last one.
      if (!items.length && list.page < page - 1) return;
      if (advances() && (length >= size || page > 1)) {
        from = at;
        page = seen = 0;
      }
    } else if (
      !(page < list.totalPages! || page * size < total || (seen < total && empty++ < PATIENCE))
    ) {
      return;
    }
  }
}
