import type { Moment, Position } from "./position.js";
import type { Source } from "./source.js";
import { type Step, type WalkBounds, walk } from "./walk.js";

/** A walk that runs ahead of its consumer. */
interface Walker extends WalkBounds {
  from: Moment;
  readonly steps: AsyncGenerator<Step, void>;
  /** The steps that are in progress or not consumed yet. The last one is `undefined`. */
  readonly queue: Promise<Step | undefined>[];
  /** The number of sessions received. */
  count: number;
  /** The number of pages that are not consumed yet. */
  heldPages: number;
  /** Whether the next step can be requested. */
  isIdle: boolean;
}

/**
 * The share of a page that a slice should fill. A slice with more than a page takes another
 * request.
 */
const TARGET_FILL = 0.75;

/**
 * Walks through the sessions after a position in several time slices at once, each about a page
 * wide, and returns their steps in order. Slices start at whole milliseconds, so that the moment of
 * a session determines its slice.
 */
export async function* walkSlices(
  source: Source,
  position: Position,
  concurrency: number,
): AsyncGenerator<Step, void> {
  const walkers: Walker[] = [];
  const probe = source.last();
  let { first } = position;
  let last: Moment;
  // The start and width of the next slice, and the size of the largest page.
  let nextStart = Infinity;
  let width = 0;
  let largestPage = 0;
  // The number of requests in progress, including those of walkers that were dropped.
  let pending = 0;

  const start = (from: Moment, until: Moment, position: Position) => {
    const walker = { from, until, queue: [], count: 0, heldPages: 0 } as unknown as Walker;
    walkers.push(Object.assign(walker, { steps: walk(source, position, walker) }));
    pull(walker);
  };

  const pull = (walker: Walker) => {
    walker.isIdle = false;
    pending++;
    const next = Promise.all([walker.steps.next(), probe])
      .finally(() => pending--)
      .then(([{ value: step }, end]) => {
        last = end;
        if (walkers.includes(walker)) receive(walker, step || undefined);
        fill();
        return step || undefined;
      });
    next.catch(() => {});
    walker.queue.push(next);
  };

  const receive = (walker: Walker, step: Step | undefined) => {
    if (step) {
      first = step.first;
      walker.from = Math.max(walker.from, step.first);
      walker.count += step.items.length;
      largestPage = Math.max(largestPage, step.items.length);
      walker.heldPages++;
      walker.isIdle = true;
    }
    const span = (step ? step.at : walker.until) - walker.from;
    const ideal = span * Math.min(4, (TARGET_FILL * largestPage) / walker.count);
    width = Math.ceil(Math.max(1, width / 4, ideal));
    if (step && Math.min(walker.until, last) - step.at > concurrency * width + 1) {
      // Much of this slice is left: it is cut here, and the rest of the time is sliced again.
      walkers.length = walkers.indexOf(walker) + 1;
      walker.until = nextStart = step.at + 1;
    }
  };

  /** Requests as many pages as may be held, the earliest first. */
  const fill = () => {
    let room = concurrency - pending;
    for (const { heldPages } of walkers) room -= heldPages;
    for (const walker of walkers) if (walker.isIdle && room-- > 0) pull(walker);
    for (; room > 0 && nextStart < Infinity; room--) {
      const from = nextStart;
      nextStart += width;
      // The last slice ends at the caller's own bound.
      if (nextStart >= last) nextStart = Infinity;
      start(from, nextStart, { first, at: from, keys: [] });
    }
  };

  start(position.at, nextStart, position);
  for (let head = walkers[0]; head; head = walkers[0]) {
    const step = await head.queue.shift();
    if (step) {
      yield step;
      head.heldPages--;
      fill();
    } else {
      walkers.shift();
    }
  }
}
