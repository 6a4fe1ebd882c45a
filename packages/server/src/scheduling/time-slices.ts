/** How long the work runs between two iterations of the event loop. */
const SLICE_MS = 10;

/**
 * Limits how long work blocks the event loop, so that other requests are served meanwhile. All work that
 * uses one instance shares its slices: `while (slices.isOver()) await slices.next()`.
 */
export class TimeSlices {
  #began = Number.NEGATIVE_INFINITY;
  #next: Promise<void> | undefined;

  /** Whether the current slice is over. If so, wait for the next one. */
  isOver(): boolean {
    return performance.now() - this.#began >= SLICE_MS;
  }

  /** Resolves when the next slice begins, in another iteration of the event loop. */
  next(): Promise<void> {
    this.#next ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#next = undefined;
        this.#began = performance.now();
        resolve();
      });
    });
    return this.#next;
  }
}
