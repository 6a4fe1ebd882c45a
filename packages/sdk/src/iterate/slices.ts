import type { Moment, Position } from "./position.js";
import type { Source } from "./source.js";
import { type Step, type Stretch, walk } from "./walk.js";

/** A stretch that is being walked through, one page ahead of whoever takes its steps. */
interface Walker extends Stretch {
  from: Moment;
  /** How many sessions it has given. */
  count: number;
  steps: AsyncGenerator<Step, void>;
  next: Promise<IteratorResult<Step, void>>;
}

/** How much of a page a slice is to fill: one that is fuller than the page costs a request more. */
const FILL = 0.75;

/**
 * Walks through the sessions after a position in slices of time, several at once, each about a page
 * wide, and gives their steps in order. Slices meet at whole milliseconds, so that a session's
 * moment alone says which one it belongs to.
 */
export async function* walkSlices(
  source: Source,
  position: Position,
  concurrency: number,
): AsyncGenerator<Step, void> {
  let walkers: Walker[] = [];
  // Where the next slice begins, how wide it is to be, and the most sessions that a page gave.
  let edge = Infinity;
  let width = 0;
  let fullest = 0;
  const start = (from: Moment, until: Moment, place: Position) => {
    const walker = { from, until, count: 0 } as Walker;
    walker.steps = walk(source, place, walker);
    walker.next = walker.steps.next();
    walker.next.catch(() => {});
    walkers.push(walker);
  };
  const probe = source.last();
  probe.catch(() => {});
  start(position.at, edge, position);
  let { first } = position;
  for (let head = walkers[0]; head; head = walkers[0]) {
    const step = (await head.next).value;
    const last = await probe;
    if (step) {
      first = step.first;
      head.from = Math.max(head.from, step.first);
      head.count += step.items.length;
      fullest = Math.max(fullest, step.items.length);
    } else {
      walkers.shift();
    }
    const span = (step ? step.at : head.until) - head.from;
    const ideal = span * Math.min(4, (FILL * fullest) / head.count);
    width = Math.ceil(Math.max(1, width / 4, ideal));
    if (step) {
      const cut = step.at + 1;
      if (Math.min(head.until, last) - cut > concurrency * width) {
        // Much is left of this stretch: it is sliced anew, with all that follows.
        head.until = edge = cut;
        if (walkers.length > 1) source.stop();
        walkers = [head];
      }
    }
    while (walkers.length < concurrency && edge < Infinity) {
      const from = edge;
      edge += width;
      // The last slice ends where the caller's bound is.
      if (edge >= last) edge = Infinity;
      start(from, edge, { first, at: from, keys: [] });
    }
    if (step) {
      yield step;
      head.next = head.steps.next();
    }
  }
}
