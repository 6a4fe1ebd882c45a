/** How long work runs between two iterations of the event loop by default. */
const SLICE_MS = 10;

/**
 * Limits how long work blocks the event loop, so that other requests are served meanwhile. All work that
 * uses one instance shares its slices: `while (slices.isOver()) await slices.next()`.
 */
export class TimeSlices {
  #began = Number.NEGATIVE_INFINITY;
  #next: Promise<void> | undefined;

  /** `sliceMs` is how long the work runs between two iterations. */
  constructor(private readonly sliceMs: number = SLICE_MS) {}

  /** Whether the current slice is over. If so, wait for the next one. */
  isOver(): boolean {
    return performance.now() - this.#began >= this.sliceMs;
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
