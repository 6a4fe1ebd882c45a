/** How long the work may run in one iteration of the event loop. */
const SLICE_MS = 10;

/**
 * Limits how long work blocks the event loop, so that other requests are served in between. All work
 * that shares an instance shares one slice of time in each iteration of the loop.
 */
export class TimeSlices {
  /** When the current slice began; undefined if nothing has run in this iteration of the loop. */
  #began: number | undefined;
  readonly #waiting: (() => void)[] = [];

  /** Whether the current slice is used up. If so, the work must wait for the next one. */
  isOver(): boolean {
    if (this.#began !== undefined) return performance.now() - this.#began >= SLICE_MS;
    this.#begin();
    return false;
  }

  /** Resolves when this work may continue. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #begin(): void {
    this.#began = performance.now();
    setImmediate(() => {
      this.#began = undefined;
      const resume = this.#waiting.shift();
      if (!resume) return;
      this.#begin();
      resume();
    });
  }
}
