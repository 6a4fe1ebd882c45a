import type { Moment, Position } from "./position.js";
import type { Source } from "./source.js";
import { type Step, type Stretch, walk } from "./walk.js";

/** A stretch that is being walked through, ahead of whoever takes its steps. */
interface Walker extends Stretch {
  from: Moment;
  readonly steps: AsyncGenerator<Step, void>;
  /** The steps that are under way or wait to be taken, the last of them nothing. */
  readonly queue: Promise<Step | undefined>[];
  /** How many sessions have come, and how many pages wait to be taken. */
  count: number;
  held: number;
  /** Whether another step can be asked for. */
  idle: boolean;
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
  const walkers: Walker[] = [];
  const probe = source.last();
  let { first } = position;
  let last: Moment;
  // Where the next slice begins, how wide it is to be, and the most sessions that a page gave.
  let edge = Infinity;
  let width = 0;
  let fullest = 0;
  // How many requests are under way, those of stretches that were given up included.
  let underWay = 0;

  const start = (from: Moment, until: Moment, place: Position) => {
    const walker = { from, until, queue: [], count: 0, held: 0 } as unknown as Walker;
    walkers.push(Object.assign(walker, { steps: walk(source, place, walker) }));
    pull(walker);
  };

  const pull = (walker: Walker) => {
    walker.idle = false;
    underWay++;
    const next = Promise.all([walker.steps.next(), probe])
      .finally(() => underWay--)
      .then(([{ value: step }, end]) => {
        last = end;
        if (walkers.includes(walker)) arrive(walker, step || undefined);
        fill();
        return step || undefined;
      });
    next.catch(() => {});
    walker.queue.push(next);
  };

  const arrive = (walker: Walker, step: Step | undefined) => {
    if (step) {
      first = step.first;
      walker.from = Math.max(walker.from, step.first);
      walker.count += step.items.length;
      fullest = Math.max(fullest, step.items.length);
      walker.held++;
      walker.idle = true;
    }
    const span = (step ? step.at : walker.until) - walker.from;
    const ideal = span * Math.min(4, (FILL * fullest) / walker.count);
    width = Math.ceil(Math.max(1, width / 4, ideal));
    if (step && Math.min(walker.until, last) - step.at > concurrency * width + 1) {
      // Much is left of this stretch: it is sliced anew, with all that follows.
      walkers.length = walkers.indexOf(walker) + 1;
      walker.until = edge = step.at + 1;
    }
  };

  /** Fetches as many pages as may be held, the earliest first. */
  const fill = () => {
    let room = concurrency - underWay;
    for (const { held } of walkers) room -= held;
    for (const walker of walkers) if (walker.idle && room-- > 0) pull(walker);
    for (; room > 0 && edge < Infinity; room--) {
      const from = edge;
      edge += width;
      // The last slice ends where the caller's bound is.
      if (edge >= last) edge = Infinity;
      start(from, edge, { first, at: from, keys: [] });
    }
  };

  start(position.at, edge, position);
  for (let head = walkers[0]; head; head = walkers[0]) {
    const step = await head.queue.shift();
    if (step) {
      yield step;
      head.held--;
      fill();
    } else {
      walkers.shift();
    }
  }
}
