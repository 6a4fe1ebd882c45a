/** How long the work runs between two turns of the event loop. */
const SLICE_MS = 10;

/**
 * Limits how long work keeps the event loop busy, so that other requests are served meanwhile. All
 * work that shares an instance has one slice of time between two turns of the loop.
 */
export class TimeSlices {
  /** When the current slice began; undefined if nothing has run in this turn of the loop. */
  #began: number | undefined;
  readonly #waiting: (() => void)[] = [];

  /** Whether the current slice is used up: the work then has to wait for the next one. */
  isOver(): boolean {
    if (this.#began !== undefined) return performance.now() - this.#began >= SLICE_MS;
    this.#begin();
    return false;
  }

  /** Resolves when it is this work's turn again. */
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
